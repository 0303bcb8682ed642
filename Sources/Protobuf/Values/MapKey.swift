/// A type that a map can have as key: strings, 32 and 64 bit integers, truth values.
public protocol MapKey: FieldValue {
  /// Whether the key at a place is this one, as the wire sees it.
  func _equals(_ place: UnsafeRawPointer) -> Bool
}

extension MapKey {
  /// Compares by value.
  public func _equals(_ place: UnsafeRawPointer) -> Bool { Self._load(place) == self }
}

extension String: MapKey {
  /// Compares by bytes: strings that Swift holds to be equal, since they mean the same characters,
  /// are different keys.
  public func _equals(_ place: UnsafeRawPointer) -> Bool {
    utf8.elementsEqual(TreeBytes.buffer(place))
  }
}
extension Int32: MapKey {}
extension Int64: MapKey {}
extension UInt32: MapKey {}
extension UInt64: MapKey {}
extension Bool: MapKey {}
