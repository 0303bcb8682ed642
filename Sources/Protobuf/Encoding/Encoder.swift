/// A reusable buffer that messages are written into, from its end towards its beginning.
///
/// Writing backward makes one pass enough: when a length is due, what it counts has been written.
/// Nothing is cached in the message, so several threads may encode one message at a time, each with
/// an encoder of its own. One encoder belongs to one thread (one event loop).
public final class Encoder {
  /// Lies at a fixed address, so that the writing loops meet no exclusivity checks.
  private let writer: UnsafeMutablePointer<BackwardWriter>
  /// A buffer above this size, in bytes, is given back before the next message is written.
  private static let keptCapacity = 1 << 20

  /// An encoder whose buffer has room for `capacity` bytes before it has to grow.
  public init(capacity: Int = 16 * 1024) {
    precondition(capacity > 0)
    writer = .allocate(capacity: 1)
    writer.initialize(to: BackwardWriter(capacity: capacity))
  }

  deinit {
    writer.pointee.base.deallocate()
    writer.deallocate()
  }

  /// Which fields are written.
  enum Part {
    /// All.
    case whole
    /// All but the personal ones.
    case clear
    /// The personal ones alone.
    case personal
  }

  /// Writes the message at `reference`. The bytes are valid until the next call.
  func encode(
    _ reference: ArenaReference, _ table: MessageTable, part: Part = .whole,
    isDeterministic: Bool = false, isFramed: Bool = false
  ) -> UnsafeRawBufferPointer {
    writer.pointee.reset(keeping: Self.keptCapacity)
    writer.pointee.isDeterministic = isDeterministic
    let end = writer.pointee.end
    var place =
      part == .whole
      ? writer.pointee.message(end, reference.pointer, table.layout)
      : writer.pointee.part(part, end, reference.pointer, table.layout)
    withExtendedLifetime(reference.box) {}
    if isFramed { place = writer.pointee.frame(place) }
    return UnsafeRawBufferPointer(start: place, count: writer.pointee.end - place)
  }
}
