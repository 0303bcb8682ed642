internal import LintasTransport

/// One place where a server is.
enum Endpoint: Hashable, Sendable {
  /// Behind a socket.
  case socket(SocketAddress)
  /// In this process; the number tells such servers of one channel apart.
  case memory(Int)
}
