internal import LintasTransport

extension Status {
  /// A call for which the connection, just found, opened no stream.
  static func unsent(_ error: TransportError) -> Status {
    Status(.unavailable, "the call cannot be sent", details: [], cause: error)
  }
}
