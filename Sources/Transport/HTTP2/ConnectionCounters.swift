/// What was counted on a connection since it began: plain numbers that its loop's thread adds to,
/// so that a call pays nothing that could be measured.
public struct ConnectionCounters: Sendable {
  /// Streams that ended in good order.
  public var streamsSucceeded: UInt64 = 0
  /// Streams that were reset, or lost with the connection.
  public var streamsFailed: UInt64 = 0
  /// Messages that were handed over to be sent.
  public var messagesSent: UInt64 = 0
  /// Messages that came.
  public var messagesReceived: UInt64 = 0
  /// PINGs that asked whether the peer is there.
  public var keepalivesSent: UInt64 = 0
  /// When the last stream was opened; 0 if none was.
  public var lastStream = MonotonicTime(nanoseconds: 0)
  /// When the last message was sent; 0 if none was.
  public var lastMessageSent = MonotonicTime(nanoseconds: 0)
  /// When the last message came; 0 if none did.
  public var lastMessageReceived = MonotonicTime(nanoseconds: 0)

  /// Nothing has happened.
  public init() {}
}
