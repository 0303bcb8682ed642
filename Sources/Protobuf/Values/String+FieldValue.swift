/// Text is read with a copy; `…UTF8` of a message and `utf8(at:)` of a list give it without one.
extension String: FieldValue {
  /// A length and an address.
  @inlinable @inline(__always) public static var _stride: Int { 16 }
  /// Lies outside the structure.
  @inlinable @inline(__always) public static var _isDelimited: Bool { true }
  /// The empty string.
  @inlinable @inline(__always) public static var _absent: String { "" }
  /// Copies the text, which was checked when it came in.
  @inlinable @inline(__always)
  public static func _load(_ place: UnsafeRawPointer) -> String {
    let bytes = TreeBytes.buffer(place)
    return bytes.isEmpty ? "" : String(decoding: bytes, as: UTF8.self)
  }
  /// Copies the text into the tree.
  @inlinable
  public static func _store(
    _ value: String, _ place: UnsafeMutableRawPointer, _ arena: UnsafeMutablePointer<ArenaState>
  ) {
    var value = value
    value.withUTF8 { TreeBytes.store(UnsafeRawBufferPointer($0), at: place, arena) }
  }
  /// Writes length 0.
  @inlinable @inline(__always)
  public static func _reset(_ place: UnsafeMutableRawPointer) {
    place.storeBytes(of: 0, as: Int.self)
    place.storeBytes(of: 0, toByteOffset: 8, as: Int.self)
  }
}
