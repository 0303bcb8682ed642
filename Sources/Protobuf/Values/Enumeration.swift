/// An enum of a contract. It is open: a number that this build does not know is kept as it came, so
/// that a newer peer's values pass through. The value 0 stands for "not given".
public protocol Enumeration: RawRepresentable, FieldValue, BitwiseCopyable,
  CustomStringConvertible
where RawValue == Int32 {
  /// The values that the contract defines.
  static var _names: EnumNames { get }
  /// The value with this number, known or not.
  init(rawValue: Int32)
}

extension Enumeration {
  /// The value's name in the contract, such as `SEX_FEMALE`; nil for a number that has none.
  public var name: String? { Self._names.name(of: rawValue) }

  /// The value with this name in the contract; nil when there is none.
  public init?(name: String) {
    guard let number = Self._names.number(of: name) else { return nil }
    self.init(rawValue: number)
  }

  /// The name, or the number of a value that has none.
  public var description: String { name ?? "\(rawValue)" }

  /// Four bytes.
  @inlinable @inline(__always) public static var _stride: Int { 4 }
  /// Lies in the structure itself.
  @inlinable @inline(__always) public static var _isDelimited: Bool { false }
  /// Number 0.
  @inlinable @inline(__always) public static var _absent: Self { Self(rawValue: 0) }
  /// Reads the number.
  @inlinable @inline(__always)
  public static func _load(_ place: UnsafeRawPointer) -> Self {
    Self(rawValue: place.load(as: Int32.self))
  }
  /// Writes the number.
  @inlinable @inline(__always)
  public static func _store(
    _ value: Self, _ place: UnsafeMutableRawPointer, _ arena: UnsafeMutablePointer<ArenaState>
  ) {
    place.storeBytes(of: value.rawValue, as: Int32.self)
  }
  /// Writes number 0.
  @inlinable @inline(__always)
  public static func _reset(_ place: UnsafeMutableRawPointer) {
    place.storeBytes(of: 0, as: Int32.self)
  }
}
