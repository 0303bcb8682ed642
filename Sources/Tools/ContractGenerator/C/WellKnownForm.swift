/// The messages of google.protobuf that JSON writes in a form of their own; the names in the C
/// header without their prefix.
enum WellKnownForm: String {
  case any = "ANY"
  case timestamp = "TIMESTAMP"
  case duration = "DURATION"
  case fieldMask = "FIELD_MASK"
  case structure = "STRUCT"
  case value = "VALUE"
  case listValue = "LIST_VALUE"
  case wrapper = "WRAPPER"
  case empty = "EMPTY"

  /// The form of a message, if it has one.
  init?(_ fullName: String) {
    let package = "google.protobuf."
    guard fullName.hasPrefix(package) else { return nil }
    switch fullName.dropFirst(package.count) {
    case "Any": self = .any
    case "Timestamp": self = .timestamp
    case "Duration": self = .duration
    case "FieldMask": self = .fieldMask
    case "Struct": self = .structure
    case "Value": self = .value
    case "ListValue": self = .listValue
    case "Empty": self = .empty
    case "DoubleValue", "FloatValue", "Int64Value", "UInt64Value", "Int32Value", "UInt32Value",
      "BoolValue", "StringValue", "BytesValue":
      self = .wrapper
    default: return nil
    }
  }
}
