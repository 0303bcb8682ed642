/// In C a truth value takes four bytes (`protobuf_c_boolean`).
extension Bool: FieldValue {
  /// Four bytes.
  @inlinable @inline(__always) public static var _stride: Int { 4 }
  /// Lies in the structure itself.
  @inlinable @inline(__always) public static var _isDelimited: Bool { false }
  /// False.
  @inlinable @inline(__always) public static var _absent: Bool { false }
  /// Anything but zero is true.
  @inlinable @inline(__always)
  public static func _load(_ place: UnsafeRawPointer) -> Bool { place.load(as: UInt32.self) != 0 }
  /// Writes 0 or 1.
  @inlinable @inline(__always)
  public static func _store(
    _ value: Bool, _ place: UnsafeMutableRawPointer, _ arena: UnsafeMutablePointer<ArenaState>
  ) {
    place.storeBytes(of: value ? 1 : 0, as: UInt32.self)
  }
  /// Writes 0.
  @inlinable @inline(__always)
  public static func _reset(_ place: UnsafeMutableRawPointer) {
    place.storeBytes(of: 0, as: UInt32.self)
  }
}
