internal import CProtobufC

extension FieldLayout {
  /// Whether `message` has something in this field that would be written: a presence, an element,
  /// or a value other than zero.
  @inline(__always)
  func isWritten(in message: UnsafeMutableRawPointer) -> Bool {
    let value = message + offset
    if isRepeated { return (message + quantifier).load(as: Int.self) != 0 }
    if isOneof && (message + quantifier).load(as: UInt32.self) != pointee.number { return false }
    if pointee.kind == FieldKind.message {
      return value.load(as: UnsafeMutableRawPointer?.self) != nil
    }
    if isOneof { return true }
    if (message + quantifier).load(as: UInt32.self) == 0 { return false }
    // Of bytes and strings this reads the length, of numbers the bits.
    return !isImplicit
      || (stride == 4 ? value.load(as: UInt32.self) != 0 : value.load(as: UInt64.self) != 0)
  }
  /// The message in a singular field of messages; nil for none, and for other fields.
  @inline(__always)
  func message(in message: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    guard pointee.kind == FieldKind.message, !isRepeated, isWritten(in: message) else { return nil }
    return (message + offset).load(as: UnsafeMutableRawPointer?.self)
  }
}
