/// What carries a connection's bytes: a TLS socket, or the memory link of tests.
protocol HTTP2Wire: TurnEndHandler {
  /// Ends the transport; the wire answers with `HTTP2Connection.transportEnded`, once.
  func shut(_ error: TransportError?)
}
