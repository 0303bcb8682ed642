internal import Glibc

/// Files that are there whole or not at all, and that only those may read who shall.
package enum ProtectedFile {
  /// Who may read a file besides its owner.
  package enum Audience: UInt32, Sendable {
    /// Nobody: keys.
    case owner = 0o600
    /// Everybody: certificates.
    case everybody = 0o644
  }

  /// Writes a file anew: into a new file beside it, which gets its mode before it gets a byte, is
  /// synced, and takes the name. A file of that name is replaced; a crash leaves the old one or the
  /// new one.
  package static func write(
    _ bytes: [UInt8], to path: String, for audience: Audience
  ) throws(FileFailure) {
    let fresh = path + ".new-\(String(RandomBytes.number(), radix: 16))"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let file = open(fresh, flags, 0o600)
    guard file >= 0 else { throw FileFailure(path, errno: errno) }
    do throws(FileFailure) {
      try fill(file, bytes, path, audience)
      guard rename(fresh, path) == 0 else { throw FileFailure(path, errno: errno) }
    } catch {
      unlink(fresh)
      throw error
    }
    try syncFolder(of: path)
  }

  /// Reads a file of at most `limit` bytes. With the audience `owner` it refuses a file that others
  /// may read or write, with the command that mends it.
  package static func read(
    _ path: String, for audience: Audience, limit: Int = 1 << 20
  ) throws(FileFailure) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileFailure(path, errno: errno) }
    defer { close(file) }
    var state = stat()
    guard fstat(file, &state) == 0 else { throw FileFailure(path, errno: errno) }
    guard audience == .everybody || state.st_mode & 0o077 == 0 else {
      throw FileFailure(path, advice: "others may reach this file. Run: chmod 600 \(path)")
    }
    return try content(of: file, path, limit: limit)
  }

  private static func content(
    of file: Int32, _ path: String, limit: Int
  ) throws(FileFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = Glibc.read(file, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileFailure(path, errno: errno) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: piece.prefix(count))
      guard bytes.count <= limit else {
        throw FileFailure(path, advice: "the file is larger than \(limit) bytes")
      }
    }
  }

  private static func fill(
    _ file: Int32, _ bytes: [UInt8], _ path: String, _ audience: Audience
  ) throws(FileFailure) {
    defer { close(file) }
    // The process's umask may have taken bits away.
    guard fchmod(file, audience.rawValue) == 0 else { throw FileFailure(path, errno: errno) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileFailure(path, errno: count < 0 ? errno : ENOSPC) }
      rest = rest.dropFirst(count)
    }
    guard fsync(file) == 0 else { throw FileFailure(path, errno: errno) }
  }

  private static func syncFolder(of path: String) throws(FileFailure) {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFailure(folder, errno: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileFailure(folder, errno: errno) }
  }
}
