/// How JSON is read as a message.
public struct JSONDecodingOptions: Sendable {
  /// Steps over members that the contract does not know, and over names of enum values that it does
  /// not know, which are then absent, also as elements of lists and entries of maps. Without it
  /// both are errors.
  public var ignoresUnknownFields: Bool
  /// Types that may stand in a `google.protobuf.Any`.
  public var types: [MessageTypes]
  /// How much may be spent. Levels are counted as those of the binary encoding, so that what is
  /// read can be encoded and decoded again.
  public var limits: DecodingLimits

  /// Options; by default everything unknown is refused.
  public init(
    ignoresUnknownFields: Bool = false, types: [MessageTypes] = [],
    limits: DecodingLimits = .default
  ) {
    self.ignoresUnknownFields = ignoresUnknownFields
    self.types = types
    self.limits = limits
  }
}
