/// Who has made a socket connection: a listener or a dialer. Called on the connection's loop.
protocol SocketConnectionOwner: AnyObject {
  /// The handshake is done; returns the handler of the HTTP/2 connection.
  func socketEstablished(_ connection: HTTP2Connection) -> any HTTP2ConnectionHandler

  /// The socket is done with, after an end in good order (nil) or for a reason. Called once; the
  /// connection's handler, if there was one, has been told before.
  func socketEnded(peer: SocketAddress?, error: TransportError?)
}
