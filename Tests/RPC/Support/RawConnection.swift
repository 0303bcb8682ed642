import LintasTransport

@testable import LintasRPC

/// The owner of a raw connection: it wants nothing.
final class RawConnection: HTTP2ConnectionHandler {
  func connectionReady(_ connection: HTTP2Connection) {}
  func accept(_ stream: HTTP2Stream) -> HTTP2StreamHandler { RefusedStream(stream) }
  func connectionDraining(
    _ connection: HTTP2Connection, lastStreamID: Int32, code: HTTP2ErrorCode
  ) {}
  func connectionClosed(_ connection: HTTP2Connection, error: TransportError?) {}
}
