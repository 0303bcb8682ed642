extension JSONDecodingError.Reason {
  /// What is wrong, as a sentence without its stop.
  public var text: String { syntaxText ?? contentText }

  private var syntaxText: String? {
    switch self {
    case .endTooEarly: "the text ends too early"
    case .textBehindValue: "there is something behind the value"
    case .noValue: "a value is expected"
    case .noName: "a name in quotes is expected"
    case .noColon: "a colon is expected"
    case .noComma: "a comma or the closing bracket is expected"
    case .invalidUTF8: "the text is not UTF-8"
    case .controlCharacter: "a control character must be escaped"
    case .invalidEscape: "JSON does not know this escape"
    case .loneSurrogate: "half of a pair of surrogates stands alone"
    case .invalidNumber: "this is no number by the grammar of JSON"
    case .tooDeep: "the text is nested too deep"
    case .overBudget: "the message takes too much memory for a text of this length"
    default: nil
    }
  }

  private var contentText: String {
    switch self {
    case .unknownField: "the contract has no such field"
    case .unknownEnumName: "the contract has no such value of the enum"
    case .fieldTwice: "the field is given twice"
    case .oneofTwice: "another member of the same oneof is given"
    case .keyTwice: "the map has two entries of one key"
    case .nullElement: "null cannot be an element"
    case .notObject: "an object is expected"
    case .notList: "a list is expected"
    case .notString: "a string is expected"
    case .notNumber: "a number is expected"
    case .notBool: "true or false is expected"
    case .notEnum: "the name or the number of an enum value is expected"
    case .notWhole: "a whole number is expected"
    case .outOfRange: "the number is too large or too small for the field"
    case .notBase64: "bytes in base 64 are expected"
    case .notMoment: "a time such as 2026-01-31T08:00:00+07:00 is expected"
    case .notDuration: "a duration such as 1.5s is expected"
    case .notMask: "paths in lowerCamelCase with commas between them are expected"
    case .noType: "the type of the content is missing: @type"
    case .unknownType: "the type of the content is not known here"
    case .noContent: "the content is missing: value"
    default: "this is no JSON of the message"
    }
  }
}
