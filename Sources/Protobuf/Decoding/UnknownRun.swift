internal import CProtobufC

/// What a message keeps of fields that its table does not know: one run of bytes as they came, tags
/// included, in the order of the wire.
///
/// It lies in protobuf-c's own structure for one unknown field, so that the library, too, writes it
/// back: the number and type of the first field, and all bytes behind its tag. The tag's own bytes
/// stand in front of those, for a tag may come longer than it had to be and is not ours to correct.
struct UnknownRun {
  var field: ProtobufCMessageUnknownField
  /// Bytes of the first tag, in front of the field's data.
  var lead: Int
  /// Bytes that there is room for, the first tag included; 0 while they still lie in the input.
  var room: Int

  /// All bytes.
  var bytes: UnsafeRawBufferPointer {
    guard let data = field.data else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(start: data - lead, count: field.len &+ lead)
  }

  /// Puts the run into larger memory, with its bytes already there.
  mutating func move(to place: UnsafeMutableRawPointer, room: Int) {
    field.data = place.assumingMemoryBound(to: UInt8.self) + lead
    self.room = room
  }

  /// The run of `message`, or nil when it has none.
  @inline(__always)
  static func of(_ message: UnsafeMutableRawPointer) -> UnsafeMutablePointer<UnknownRun>? {
    let base = message.assumingMemoryBound(to: ProtobufCMessage.self)
    guard base.pointee.n_unknown_fields != 0, let field = base.pointee.unknown_fields else {
      return nil
    }
    return UnsafeMutableRawPointer(field).assumingMemoryBound(to: UnknownRun.self)
  }

  /// Makes `run` the run of `message`.
  static func set(_ run: UnsafeMutablePointer<UnknownRun>, of message: UnsafeMutableRawPointer) {
    let base = message.assumingMemoryBound(to: ProtobufCMessage.self)
    base.pointee.unknown_fields = UnsafeMutableRawPointer(run)
      .assumingMemoryBound(to: ProtobufCMessageUnknownField.self)
    base.pointee.n_unknown_fields = 1
  }

  /// Drops the run of `message`.
  static func clear(_ message: UnsafeMutableRawPointer) {
    let base = message.assumingMemoryBound(to: ProtobufCMessage.self)
    base.pointee.unknown_fields = nil
    base.pointee.n_unknown_fields = 0
  }
}
