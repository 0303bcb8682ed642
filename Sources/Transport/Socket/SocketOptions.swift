internal import CEpoll
internal import Glibc

/// The options of every connected socket.
enum SocketOptions {
  /// Small writes leave at once, since the connection gathers them itself; a peer that vanished is
  /// noticed within a minute of unacknowledged data, or some hours of silence.
  static func apply(to descriptor: Int32) {
    // Each is an improvement only: a socket that refuses one still works.
    _ = lintas_set_option(descriptor, Int32(IPPROTO_TCP), LINTAS_TCP_NODELAY, 1)
    _ = lintas_set_option(descriptor, Int32(IPPROTO_TCP), LINTAS_TCP_USER_TIMEOUT, 60_000)
    _ = lintas_set_option(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1)
  }
}
