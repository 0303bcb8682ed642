/// The owner of a connection: told of its life, and asked for a handler of each stream that the
/// peer opens. All calls come on the connection's loop. The connection keeps its handler until
/// `connectionClosed`.
public protocol HTTP2ConnectionHandler: AnyObject {
  /// The peer's SETTINGS have come: its limits are known. Called once.
  func connectionReady(_ connection: HTTP2Connection)

  /// The peer opens a stream: its header fields follow, to the handler returned. The server's role
  /// only. Nothing may be sent on the stream before its `headersComplete`.
  func accept(_ stream: HTTP2Stream) -> HTTP2StreamHandler

  /// The peer sent GOAWAY: no new stream may be opened. Streams with a higher identifier than
  /// `lastStreamID` were not processed and are closed with `refusedStream`. May come twice, with a
  /// lower identifier the second time.
  func connectionDraining(
    _ connection: HTTP2Connection, lastStreamID: Int32, code: HTTP2ErrorCode)

  /// The peer's limit of concurrent streams, or the number of open streams, has changed so that
  /// `HTTP2Connection.canOpenStream` became true. The client's role only.
  func streamsAvailable(_ connection: HTTP2Connection)

  /// The connection is over; its streams have been closed before. The last call.
  ///
  /// - Parameter error: nil after an end in good order.
  func connectionClosed(_ connection: HTTP2Connection, error: TransportError?)
}

extension HTTP2ConnectionHandler {
  /// A server has no use for it.
  public func streamsAvailable(_ connection: HTTP2Connection) {}
}
