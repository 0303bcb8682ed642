/// The type of a field's values, with the numbers of FieldDescriptorProto.Type.
enum FieldKind: Int32, Sendable {
  case double = 1
  case float = 2
  case int64 = 3
  case uint64 = 4
  case int32 = 5
  case fixed64 = 6
  case fixed32 = 7
  case bool = 8
  case string = 9
  case group = 10
  case message = 11
  case bytes = 12
  case uint32 = 13
  case `enum` = 14
  case sfixed32 = 15
  case sfixed64 = 16
  case sint32 = 17
  case sint64 = 18

  /// Whether the values have a fixed size or are varints, so that a list of them can be packed.
  var isScalar: Bool {
    switch self {
    case .string, .bytes, .message, .group: false
    default: true
    }
  }
}
