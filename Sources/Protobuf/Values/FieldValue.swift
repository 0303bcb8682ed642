/// A value that a field, a list or a map can hold and that is no message: a number, a truth value,
/// an enum, a string or bytes. The conforming types are fixed; contracts add only enums.
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
