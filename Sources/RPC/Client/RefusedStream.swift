internal import LintasTransport

/// A stream that a server opened towards a client, which gRPC does not know. It is reset.
final class RefusedStream: HTTP2StreamHandler {
  private var stream: HTTP2Stream?

  init(_ stream: HTTP2Stream) {
    self.stream = stream
  }

  override func headersComplete(endStream: Bool) { stream?.reset(.refusedStream) }
  override func closed(_ end: HTTP2StreamEnd) { stream = nil }
}
