/// Names the entry of one map field: on the wire and in memory a map is a list of small messages
/// with a key (number 1) and a value (number 2). The generator writes one type a map field.
public protocol MapEntry {
  /// Type of the keys.
  associatedtype Key: MapKey
  /// Type of the values: a `FieldValue`, or a `Message`.
  associatedtype Value: Hashable & Sendable
  /// The layout of an entry.
  static var _table: MessageTable { get }
}
