extension JSONDecodingError {
  /// What is wrong with a text.
  public enum Reason: Hashable, Sendable {
    // The text is no JSON.
    /// The text ends where something must follow.
    case endTooEarly
    /// Something follows the value.
    case textBehindValue
    /// No value stands where one must.
    case noValue
    /// No name in quotes stands where one must.
    case noName
    /// A colon is missing behind a name.
    case noColon
    /// A comma or the end of the object or list is missing.
    case noComma
    /// The text is not UTF-8.
    case invalidUTF8
    /// A control character stands in a string.
    case controlCharacter
    /// A backslash with something that JSON does not know.
    case invalidEscape
    /// Half of a pair of surrogates.
    case loneSurrogate
    /// A number that is none by JSON's grammar.
    case invalidNumber

    // The JSON is not this message's.
    /// The contract has no field of this name.
    case unknownField
    /// The contract has no enum value of this name.
    case unknownEnumName
    /// A field comes twice in an object, perhaps once under each of its names.
    case fieldTwice
    /// Two members of one oneof are given.
    case oneofTwice
    /// A map has two entries of one key.
    case keyTwice
    /// `null` as an element of a list or as a value of a map.
    case nullElement
    /// Another kind of value than an object.
    case notObject
    /// Another kind of value than a list.
    case notList
    /// Another kind of value than a string.
    case notString
    /// Another kind of value than a number.
    case notNumber
    /// Another kind of value than `true` and `false`.
    case notBool
    /// Another kind of value than the name or number of an enum value.
    case notEnum
    /// A number with a fraction for a field of whole numbers.
    case notWhole
    /// A number beyond what the field holds.
    case outOfRange
    /// A string that is no base 64.
    case notBase64
    /// A string that is no moment by RFC 3339 between the years 1 and 9999.
    case notMoment
    /// A string that is no duration in seconds.
    case notDuration
    /// A string that is no list of paths in lowerCamelCase.
    case notMask
    /// A `google.protobuf.Any` without `@type`.
    case noType
    /// A `google.protobuf.Any` whose `@type` is not among the types given.
    case unknownType
    /// A `google.protobuf.Any` without the `value` that its type wants.
    case noContent

    // The limits.
    /// Nested deeper than the limit.
    case tooDeep
    /// The message would take more memory than the limit allows for a text of this length.
    case overBudget
  }
}
