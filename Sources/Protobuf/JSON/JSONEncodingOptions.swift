/// How a message is written as JSON.
public struct JSONEncodingOptions: Sendable {
  /// Types that may stand in a `google.protobuf.Any`.
  public var types: [MessageTypes]
  /// Names fields as the contract does, and not in lowerCamelCase.
  public var usesContractNames = false
  /// Writes scalars, lists and maps without a presence of their own also when they are empty.
  public var writesDefaults = false
  /// Writes enums by number, and not by name.
  public var writesEnumNumbers = false
  /// Writes each member and element on a line of its own, with two spaces a level: for people.
  public var isPretty = false
  /// Writes maps in the order of their keys. All else has one order anyway.
  public var sortsMaps = false
  /// Writes `"<personal>"` in place of what a personal field holds: for logs. Such JSON cannot be
  /// read back.
  public var masksPersonal = false
  /// How much may be spent on the contents of one `google.protobuf.Any`; its depth is that of all
  /// messages, counted from the outermost.
  public var limits: DecodingLimits

  /// The mapping's defaults, with these types for `google.protobuf.Any`.
  public init(types: [MessageTypes] = [], limits: DecodingLimits = .default) {
    self.types = types
    self.limits = limits
  }
}
