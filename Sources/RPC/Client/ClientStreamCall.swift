public import LintasProtobuf

/// A call in which the caller sends as many messages as it likes and is answered once.
///
/// ```swift
/// let upload = client.uploadDocument()
/// for part in parts { try await upload.write(part) }
/// let receipt = try await upload.finish()
/// ```
///
/// It is sent when the first message is written or the answer is asked for. When it is let go
/// before its end, it is cancelled.
public struct ClientStreamCall<Request: Message, Response: Message>: Sendable {
  private let requests: RequestWriter<Request>
  private let channel: Channel
  private let handle: CallHandle<Response>

  init(channel: Channel, handle: CallHandle<Response>) {
    requests = RequestWriter(channel: channel, sink: handle)
    self.channel = channel
    self.handle = handle
  }

  /// Sends a message, and suspends until there is room for the next one.
  ///
  /// - Parameters:
  ///   - message: the message.
  ///   - compresses: whether it is compressed, if the messages of this call are: see
  ///     `CallOptions.compression`.
  /// - Returns: whether the server still takes messages. False if it has answered already: the
  ///   message was dropped, and so would be all others.
  /// - Throws: the call's `Status` if it has failed.
  @discardableResult
  public func write(_ message: Request, compresses: Bool = true) async throws -> Bool {
    try await requests.write(message, compresses: compresses)
  }

  /// Ends the request and waits for the answer.
  ///
  /// - Returns: the answer's message.
  /// - Throws: `Status`, whatever went wrong.
  public func finish() async throws -> Response {
    try await response().message
  }

  /// Ends the request, waits for the answer, and returns its metadata with it.
  ///
  /// - Throws: `Status`, whatever went wrong; its metadata are the trailers.
  public func response() async throws -> UnaryResponse<Response> {
    try await handle.onLoop { [handle] in
      try await handle.halfClose()
      return try await handle.unaryResponse()
    }
  }

  /// The metadata of the answer's head, which may come before the request is complete. Sends the
  /// call if it was not sent, and waits.
  ///
  /// - Throws: `Status` if the call failed before it had a head.
  public var metadata: Metadata {
    get async throws { try await handle.onLoop { [handle] in try await handle.metadata() } }
  }

  /// Ends the call now: whoever writes or waits gets CANCELLED. One that is over stays as it is.
  public func cancel() {
    handle.cancel()
  }
}
