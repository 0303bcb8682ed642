/// A value that a field, a list or a map can hold and that is no message: a number, a truth value, an
/// enum, a string or bytes. The conforming types are fixed; contracts add only enums.
///
/// Names with an underscore are for the runtime and generated code.
public protocol FieldValue: Hashable, Sendable {
  /// Bytes of one value in its C structure.
  static var _stride: Int { get }
  /// Whether the C structure holds a length and an address (strings, bytes), not the value itself.
  static var _isDelimited: Bool { get }
  /// The value of an absent field.
  static var _absent: Self { get }
  /// Reads the value at a place.
  static func _load(_ place: UnsafeRawPointer) -> Self
  /// Writes a value over the valid one at a place.
  static func _store(
    _ value: Self, _ place: UnsafeMutableRawPointer, _ arena: UnsafeMutablePointer<ArenaState>)
  /// Writes the value of an absent field over whatever lies at a place.
  static func _reset(_ place: UnsafeMutableRawPointer)
}

/// A value whose C form is a number of the same width.
public protocol NumericFieldValue: FieldValue, BitwiseCopyable {}

extension NumericFieldValue {
  /// The number's own width.
  @inlinable @inline(__always) public static var _stride: Int { MemoryLayout<Self>.size }
  /// Numbers lie in the structure itself.
  @inlinable @inline(__always) public static var _isDelimited: Bool { false }
  /// Reads the number.
  @inlinable @inline(__always)
  public static func _load(_ place: UnsafeRawPointer) -> Self { place.load(as: Self.self) }
  /// Writes the number.
  @inlinable @inline(__always)
  public static func _store(
    _ value: Self, _ place: UnsafeMutableRawPointer, _ arena: UnsafeMutablePointer<ArenaState>
  ) {
    place.storeBytes(of: value, as: Self.self)
  }
  /// Writes zero.
  @inlinable @inline(__always)
  public static func _reset(_ place: UnsafeMutableRawPointer) {
    place.storeBytes(of: _absent, as: Self.self)
  }
}

extension Int32: NumericFieldValue {
  /// Zero.
  @inlinable @inline(__always) public static var _absent: Int32 { 0 }
}
extension UInt32: NumericFieldValue {
  /// Zero.
  @inlinable @inline(__always) public static var _absent: UInt32 { 0 }
}
extension Int64: NumericFieldValue {
  /// Zero.
  @inlinable @inline(__always) public static var _absent: Int64 { 0 }
}
extension UInt64: NumericFieldValue {
  /// Zero.
  @inlinable @inline(__always) public static var _absent: UInt64 { 0 }
}
extension Float: NumericFieldValue {
  /// Zero.
  @inlinable @inline(__always) public static var _absent: Float { 0 }
}
extension Double: NumericFieldValue {
  /// Zero.
  @inlinable @inline(__always) public static var _absent: Double { 0 }
}
