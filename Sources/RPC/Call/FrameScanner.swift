/// Finds the borders of gRPC messages in the bytes of a stream, without keeping the bytes.
///
/// A value type without I/O. It sees each byte once, when it comes, so that a wrong prefix is found
/// at once and a reader is woken only for a message that is whole.
struct FrameScanner {
  /// What a piece of input led to.
  enum Step: Equatable {
    /// So many messages are whole that were not before.
    case messages(Int)
    /// The stream cannot be understood any more.
    case fault(FramingFault)
  }

  private var prefix = MessagePrefix()
  /// Bytes of the message at hand that have not come, as far as its length is known.
  private(set) var missing = 0
  private let limit: Int
  /// Whether messages may be compressed: an encoding was agreed.
  var takesCompressed = false

  /// A scanner at the start of a stream.
  ///
  /// - Parameter limit: the most bytes that a message may have.
  init(limit: Int) {
    self.limit = limit
  }

  /// Whether the stream stands between two messages, so that it may end here.
  var isBetweenMessages: Bool { !prefix.isBegun }

  /// Reads a piece of input, all of it.
  mutating func scan(_ bytes: UnsafeRawBufferPointer) -> Step {
    var index = 0
    var whole = 0
    while true {
      while !prefix.isWhole {
        guard index < bytes.count else { return .messages(whole) }
        prefix.take(bytes[index])
        index &+= 1
        guard prefix.isWhole else { continue }
        if let fault = prefix.fault(limit: limit, takesCompressed: takesCompressed) {
          return .fault(fault)
        }
        missing = prefix.length
      }
      let step = min(missing, bytes.count &- index)
      missing &-= step
      index &+= step
      if missing > 0 { return .messages(whole) }
      whole &+= 1
      prefix = MessagePrefix()
    }
  }

  /// Forgets everything, for the next stream.
  mutating func reset() {
    prefix = MessagePrefix()
    missing = 0
    takesCompressed = false
  }
}
