/// Names of the rules that a contract can express, as its option spells them.
public enum ContractRule {
  /// The field must be given.
  public static let required = "required"
  /// The enum's number is none that the contract defines.
  public static let definedOnly = "defined_only"
  /// The string has fewer characters (bytes: fewer bytes) than this.
  public static let minLength = "min_length"
  /// The string has more characters (bytes: more bytes) than this.
  public static let maxLength = "max_length"
  /// The list or map has more elements than this.
  public static let maxItems = "max_items"
  /// The number is below this.
  public static let min = "min"
  /// The number is above this.
  public static let max = "max"
  /// The message lies below more messages than `ViolationCollector.deepest`.
  public static let maxDepth = "max_depth"
  /// The contract names a format that the program has no check for.
  public static let unknownFormat = "unknown_format"
}
