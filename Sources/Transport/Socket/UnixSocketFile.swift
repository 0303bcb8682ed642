internal import CEpoll
internal import Glibc

/// The file in which a Unix socket stands: made for one listener, removed with it.
///
/// A file that a dead server left behind is taken over; one behind which somebody listens is not.
/// Who looks, removes, binds and listens holds a lock on the folder meanwhile: a socket that is
/// bound and not yet listened on looks like one of a dead server to others that start.
struct UnixSocketFile {
  private let address: SocketAddress
  private let device: dev_t
  private let number: ino_t

  /// Binds a socket to its path and listens.
  ///
  /// - Parameters:
  ///   - mode: who may connect, as for `chmod`.
  ///   - backlog: as for `listen`.
  /// - Throws: `.system`: EADDRINUSE if somebody listens there or something else than a socket is
  ///   there.
  static func listen(
    _ descriptor: Int32, on address: SocketAddress, mode: UInt32, backlog: Int32
  ) throws(TransportError) -> UnixSocketFile {
    let folder = try lockFolder(of: address.path)
    defer { close(folder) }
    if bindOnce(descriptor, address) != 0 {
      let code = lintas_errno()
      guard code == EADDRINUSE, isAbandoned(address), unlink(address.path) == 0,
        bindOnce(descriptor, address) == 0
      else { throw .system(call: "bind", code: code) }
    }
    // Nobody can connect before `listen`, so there is no moment of other rights.
    var about = stat()
    guard chmod(address.path, mode_t(mode)) == 0, lstat(address.path, &about) == 0,
      Glibc.listen(descriptor, backlog) == 0
    else {
      let code = lintas_errno()
      unlink(address.path)
      throw .system(call: "listen", code: code)
    }
    return UnixSocketFile(address: address, device: about.st_dev, number: about.st_ino)
  }

  /// Removes the file, if it is still the one that was made.
  func remove() {
    guard let folder = try? UnixSocketFile.lockFolder(of: address.path) else { return }
    defer { close(folder) }
    var about = stat()
    guard lstat(address.path, &about) == 0, about.st_dev == device, about.st_ino == number else {
      return
    }
    unlink(address.path)
  }

  private static func bindOnce(_ descriptor: Int32, _ address: SocketAddress) -> Int32 {
    address.withSystemAddress { Glibc.bind(descriptor, $0, $1) }
  }

  /// Whether a socket stands there behind which nobody listens.
  private static func isAbandoned(_ address: SocketAddress) -> Bool {
    var about = stat()
    guard lstat(address.path, &about) == 0, about.st_mode & S_IFMT == S_IFSOCK else { return false }
    let probe = lintas_stream_socket(AF_UNIX)
    guard probe >= 0 else { return false }
    defer { close(probe) }
    let connected = address.withSystemAddress { connect(probe, $0, $1) }
    // A full queue (EAGAIN) is a server that lives.
    return connected != 0 && lintas_errno() == ECONNREFUSED
  }

  /// Opens and locks the folder of a path; closing the descriptor unlocks it. Others hold the lock
  /// for as long as three system calls take.
  private static func lockFolder(of path: String) throws(TransportError) -> Int32 {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let name = slash.map { path[...$0] } ?? "."
    let folder = open(String(name), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder < 0 { throw .system(call: "open", code: lintas_errno()) }
    for _ in 0..<500 {
      if flock(folder, LOCK_EX | LOCK_NB) == 0 { return folder }
      usleep(10_000)
    }
    close(folder)
    throw .system(call: "flock", code: EWOULDBLOCK)
  }
}
