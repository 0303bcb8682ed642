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
