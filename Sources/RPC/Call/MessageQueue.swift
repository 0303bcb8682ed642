internal import LintasTransport

/// The messages of a stream that have come and were not taken, as bytes.
///
/// They are decoded when they are taken and not when they come: encoded they take at most the
/// stream's window, decoded a peer could make them take a hundred times as much.
struct MessageQueue: ~Copyable {
  private var bytes = ByteQueue()
  private var scanner: FrameScanner
  private var whole = 0

  /// An empty queue.
  ///
  /// - Parameter messageLimit: the most bytes that a message may have.
  init(messageLimit: Int) {
    scanner = FrameScanner(limit: messageLimit)
  }

  /// Whether a message is there, whole.
  var hasMessage: Bool { whole > 0 }

  /// Whether the bytes that came end with a message.
  var isBetweenMessages: Bool { scanner.isBetweenMessages }

  /// Bytes of the newest message that have not come, as far as its length is known.
  var missing: Int { scanner.missing }

  /// Adds bytes as they come.
  mutating func append(_ more: UnsafeRawBufferPointer) -> FrameScanner.Step {
    let step = scanner.scan(more)
    if case .messages(let count) = step {
      whole += count
      bytes.append(more)
    }
    return step
  }

  /// Whether messages may be compressed: an encoding was agreed.
  var takesCompressed: Bool {
    get { scanner.takesCompressed }
    set { scanner.takesCompressed = newValue }
  }

  /// Whether the oldest message is compressed. There must be one.
  var isCompressed: Bool { MessagePrefix(bytes.bytes).isCompressed }

  /// The oldest message without its prefix, valid until the queue changes. There must be one.
  var first: UnsafeRawBufferPointer {
    let all = bytes.bytes
    let length = MessagePrefix(all).length
    return UnsafeRawBufferPointer(
      rebasing: all[MessagePrefix.size..<(MessagePrefix.size + length)])
  }

  /// Drops the oldest message. There must be one.
  ///
  /// - Returns: how many bytes of the stream it took.
  mutating func removeFirst() -> Int {
    let size = MessagePrefix.size + MessagePrefix(bytes.bytes).length
    bytes.removeFirst(size)
    whole -= 1
    return size
  }

  /// Drops everything, and the memory too: most calls of the pool take no streams.
  mutating func reset() {
    bytes = ByteQueue()
    scanner.reset()
    whole = 0
  }
}
