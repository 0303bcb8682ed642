/// What the option `(lintas.v1.rule)` says of a field.
struct FieldRule: Equatable {
  /// The value must be there and not be the default.
  var isRequired: Bool
  /// The least length of a string in characters, or of bytes; nil if not limited.
  var minLength: Int64?
  /// The largest length of a string in characters, or of bytes; nil if not limited.
  var maxLength: Int64?
  /// The least number; nil if not limited.
  var min: Int64?
  /// The largest number; nil if not limited.
  var max: Int64?
  /// The largest number of elements; nil if not limited.
  var maxItems: Int64?
  /// The name of a format; empty if none.
  var format: String
  /// Only enum values that the contract names.
  var isDefinedOnly: Bool

  /// Whether the rule says nothing.
  var isEmpty: Bool {
    !isRequired && minLength == nil && maxLength == nil && min == nil && max == nil
      && maxItems == nil && format.isEmpty && !isDefinedOnly
  }
}
