public import LintasProtobuf

/// Where the caller of a bidirectional call writes its messages.
///
/// It may be used from any task. Writing returns at once while little is under way to the server
/// and suspends while much is, so a caller is never faster than its reader. A task that is
/// cancelled while it writes cancels the call. Messages of one task keep their order.
public struct RequestWriter<Request: Message>: Sendable {
  private let channel: Channel
  private let sink: any RequestSink

  init(channel: Channel, sink: any RequestSink) {
    self.channel = channel
    self.sink = sink
  }

  /// Sends a message, and suspends until there is room for the next one. The first one sends the
  /// call.
  ///
  /// - Parameters:
  ///   - message: the message.
  ///   - compresses: whether it is compressed, if the messages of this call are: see
  ///     `CallOptions.compression`.
  /// - Returns: whether the server still takes messages. False if it has ended the call well before
  ///   the request was complete: the message was dropped, and so would be all others.
  /// - Throws: the call's `Status` if it has ended otherwise; INTERNAL after `finish`.
  @discardableResult
  public func write(_ message: Request, compresses: Bool = true) async throws -> Bool {
    if sink.isOnLoop { return try await sink.write(message, compresses: compresses) }
    if sink.post(message, compresses: compresses) { return true }
    return try await sink.onLoop { [sink] in
      try await sink.write(message, compresses: compresses)
    }
  }

  /// Ends the request: no message follows. The server still answers. A call that is over stays as
  /// it is.
  ///
  /// - Throws: INTERNAL if the request has ended already.
  public func finish() async throws {
    if sink.isOnLoop { return try await sink.halfClose() }
    try await sink.onLoop { [sink] in try await sink.halfClose() }
  }
}
