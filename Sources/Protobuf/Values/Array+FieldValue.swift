/// Bytes are read with a copy; `…Bytes` of a message and `bytes(at:)` of a list give them without
/// one.
extension [UInt8]: FieldValue {
  /// A length and an address.
  @inlinable @inline(__always) public static var _stride: Int { 16 }
  /// Lies outside the structure.
  @inlinable @inline(__always) public static var _isDelimited: Bool { true }
  /// No bytes.
  @inlinable @inline(__always) public static var _absent: [UInt8] { [] }
  /// Copies the bytes.
  @inlinable @inline(__always)
  public static func _load(_ place: UnsafeRawPointer) -> [UInt8] {
    [UInt8](TreeBytes.buffer(place))
  }
  /// Copies the bytes into the tree.
  @inlinable
  public static func _store(
    _ value: [UInt8], _ place: UnsafeMutableRawPointer, _ arena: UnsafeMutablePointer<ArenaState>
  ) {
    value.withUnsafeBytes { TreeBytes.store($0, at: place, arena) }
  }
  /// Writes length 0.
  @inlinable @inline(__always)
  public static func _reset(_ place: UnsafeMutableRawPointer) { String._reset(place) }
}
