internal import LintasProtobuf

/// Cuts the bytes of a stream into gRPC messages.
///
/// Each message has a prefix; see `MessagePrefix`. DATA frames know nothing of messages: a prefix
/// may come in pieces and one frame may hold many messages. Three rules keep a peer from hurting
/// us:
///
/// - the length is compared with the limit as soon as the prefix is there;
/// - the buffer grows with the bytes that came, never with the length that was promised;
/// - between two messages there is no buffer.
///
/// A value type without I/O. One message is held at a time: `payload` is valid from a `.message`
/// step until the next call of `next`.
struct MessageDeframer: ~Copyable {
  /// What a piece of input led to.
  enum Step: Equatable {
    /// All input is taken and no message is complete.
    case needsMore
    /// A message is complete and stands in `payload`; input may be left.
    case message
    /// The stream cannot be understood any more.
    case fault(FramingFault)
  }

  /// The bytes of the message at hand, without the prefix.
  private(set) var payload = ReceivedMessage()
  private var prefix = MessagePrefix()
  private var isComplete = false
  private let limit: Int
  /// Whether messages may be compressed: an encoding was agreed.
  var takesCompressed = false

  /// A deframer at the start of a stream.
  ///
  /// - Parameter limit: the most bytes that a message may have.
  init(limit: Int) {
    self.limit = limit
  }

  /// Whether the message at hand is compressed.
  var isCompressed: Bool { isComplete && prefix.isCompressed }

  /// Whether the stream stands between two messages, so that it may end here.
  var isBetweenMessages: Bool { isComplete || !prefix.isBegun }

  /// Takes input until a message is complete.
  ///
  /// - Parameter input: bytes of DATA frames; what is taken is cut off at the front.
  /// - Returns: what it led to. Call again after `.message`, also with empty input.
  mutating func next(_ input: inout UnsafeRawBufferPointer) -> Step {
    if isComplete { startMessage() }
    while !prefix.isWhole {
      guard let byte = input.first else { return .needsMore }
      input = UnsafeRawBufferPointer(rebasing: input.dropFirst())
      prefix.take(byte)
      guard prefix.isWhole else { continue }
      if let fault = prefix.fault(limit: limit, takesCompressed: takesCompressed) {
        return .fault(fault)
      }
    }
    let missing = prefix.length &- payload.count
    let taken = UnsafeRawBufferPointer(rebasing: input.prefix(missing))
    payload.append(taken, of: prefix.length)
    input = UnsafeRawBufferPointer(rebasing: input.dropFirst(taken.count))
    isComplete = payload.count == prefix.length
    return isComplete ? .message : .needsMore
  }

  /// Bytes of the message at hand that have not come, as far as its length is known.
  var missing: Int { prefix.isWhole ? prefix.length &- payload.count : 0 }

  /// Hands the message at hand over.
  mutating func take() -> ReceivedMessage {
    var taken = ReceivedMessage()
    swap(&taken, &payload)
    startMessage()
    return taken
  }

  /// Forgets everything, for the next stream.
  mutating func reset() {
    startMessage()
    takesCompressed = false
  }

  private mutating func startMessage() {
    payload.removeAll()
    prefix = MessagePrefix()
    isComplete = false
  }
}
