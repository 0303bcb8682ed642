/// How one element of a field lies in memory and on the wire, as the C header numbers it.
enum FieldKind {
  static let int32: UInt8 = 0
  static let uint32: UInt8 = 1
  static let sint32: UInt8 = 2
  static let int64: UInt8 = 3
  static let sint64: UInt8 = 4
  static let bool: UInt8 = 5
  static let fixed32: UInt8 = 6
  static let float: UInt8 = 7
  static let fixed64: UInt8 = 8
  static let double: UInt8 = 9
  static let bytes: UInt8 = 10
  static let string: UInt8 = 11
  static let message: UInt8 = 12

  /// Whether an element is written as a varint.
  @inline(__always) static func isVarint(_ kind: UInt8) -> Bool { kind <= bool }
  /// Whether an element owns memory: bytes, string or message.
  @inline(__always) static func isDelimited(_ kind: UInt8) -> Bool { kind >= bytes }
}
