/// Why bytes were refused as an encoding of a message.
public enum DecodingError: Error, Hashable, Sendable {
  /// The bytes are no encoding of any message: a varint, tag, length or group is wrong or cut off.
  case malformed
  /// Messages or groups are nested deeper than the limit.
  case tooDeep
  /// The message would take more memory than the limit allows for an input of this length, or all
  /// messages together more than `DecodingLimits.processBytes`.
  case overBudget
  /// A string field is not UTF-8.
  case invalidUTF8
}
