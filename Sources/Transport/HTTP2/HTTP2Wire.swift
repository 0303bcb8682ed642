/// What carries a connection's bytes: a TLS socket, or the memory link of tests.
protocol HTTP2Wire: TurnEndHandler {
  /// Whether bytes that the connection has produced wait to leave, so that no more are asked for.
  var holdsBytes: Bool { get }

  /// Ends the transport; the wire answers with `HTTP2Connection.transportEnded`, once.
  func shut(_ error: TransportError?)

  /// What the system says of the socket below; nil if there is none.
  ///
  /// - Parameter isSummary: whether its options are left out.
  func socketReport(isSummary: Bool) -> SocketReport?
}

extension HTTP2Wire {
  /// In memory there is none.
  func socketReport(isSummary: Bool) -> SocketReport? { nil }
}
