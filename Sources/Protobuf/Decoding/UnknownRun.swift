internal import CProtobufC

/// What a message keeps of fields that its table does not know: one run of bytes, in the order of
/// the wire, tags included.
///
/// It lies in protobuf-c's own structure for one unknown field (the first tag apart, then the
/// rest), so that the library, too, writes it back whole; behind it stands our count of how much
/// room its bytes have. Room 0 means that they still lie in the input.
struct UnknownRun {
  var field: ProtobufCMessageUnknownField
  var room: Int

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
