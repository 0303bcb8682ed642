internal import CEpoll
internal import Glibc

// Safety: both descriptors are set in `init`, closed in `deinit`, and otherwise only handed to
// system calls, which are thread-safe.
/// A bound and listening TCP or Unix socket, and the means to end a thread that waits in `accept`.
final class ListeningSocket: @unchecked Sendable {
  /// What came of waiting for a connection.
  enum Accepted {
    case connection(Int32, SocketAddress?)
    case failed(TransportError)
    case stopped
  }

  /// The address with the port that the system chose.
  let address: SocketAddress
  private let descriptor: Int32
  private let stopSignal: Int32
  private let file: UnixSocketFile?

  /// Binds and listens; IPv6 sockets take IPv6 only, so that both kinds can be bound side by side.
  ///
  /// - Parameter mode: who may connect to a Unix socket, as for `chmod`.
  init(address: SocketAddress, mode: UInt32 = 0o600, backlog: Int32) throws(TransportError) {
    let descriptor = lintas_stream_socket(address.systemFamily)
    if descriptor < 0 { throw .system(call: "socket", code: lintas_errno()) }
    var file: UnixSocketFile?
    do throws(TransportError) {
      if address.family == .unix {
        file = try UnixSocketFile.listen(descriptor, on: address, mode: mode, backlog: backlog)
      } else {
        try ListeningSocket.listen(descriptor, on: address, backlog: backlog)
      }
      var storage = sockaddr_storage()
      var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
      let named = withUnsafeMutablePointer(to: &storage) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          getsockname(descriptor, $0, &length)
        }
      }
      guard named == 0, let bound = SocketAddress(storage) else {
        throw .system(call: "getsockname", code: lintas_errno())
      }
      let stopSignal = lintas_eventfd_create()
      if stopSignal < 0 { throw .system(call: "eventfd", code: lintas_errno()) }
      self.address = bound
      self.descriptor = descriptor
      self.stopSignal = stopSignal
      self.file = file
    } catch {
      file?.remove()
      close(descriptor)
      throw error
    }
  }

  deinit {
    close(descriptor)
    close(stopSignal)
  }

  private static func listen(
    _ descriptor: Int32, on address: SocketAddress, backlog: Int32
  ) throws(TransportError) {
    _ = lintas_set_option(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
    if address.family == .v6 {
      _ = lintas_set_option(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 1)
    }
    if address.withSystemAddress({ bind(descriptor, $0, $1) }) < 0 {
      throw .system(call: "bind", code: lintas_errno())
    }
    if Glibc.listen(descriptor, backlog) < 0 {
      throw .system(call: "listen", code: lintas_errno())
    }
  }

  /// Makes `accept` answer `stopped`, refuses further connections and removes the file of a Unix
  /// socket. From any thread; once.
  func stop() {
    file?.remove()
    lintas_eventfd_signal(stopSignal)
    shutdown(descriptor, Int32(SHUT_RDWR))
  }

  /// Waits for a connection. After a failure (no descriptors left, say) it has waited a little, so
  /// that a caller may try again at once.
  func accept() -> Accepted {
    while true {
      var waiting = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: stopSignal, events: Int16(POLLIN), revents: 0),
      ]
      let ready = poll(&waiting, 2, -1)
      if waiting[1].revents != 0 { return .stopped }
      if ready <= 0 { continue }
      var storage = sockaddr_storage()
      var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
      let accepted = lintas_accept(descriptor, &storage, &length)
      if accepted >= 0 { return .connection(accepted, SocketAddress(storage)) }
      let code = lintas_errno()
      if code == EAGAIN || code == EINTR || code == ECONNABORTED { continue }
      usleep(100_000)
      return .failed(.system(call: "accept", code: code))
    }
  }
}
