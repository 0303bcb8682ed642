internal import CProtobufC

/// The form of a field that protobuf-c's type demands.
struct FieldForm {
  let kind: UInt8
  let wire: UInt8
  let size: UInt8
  let isUnsigned: Bool

  init(_ type: ProtobufCType) {
    let isUnsigned =
      [
        PROTOBUF_C_TYPE_UINT32, PROTOBUF_C_TYPE_UINT64, PROTOBUF_C_TYPE_FIXED32,
        PROTOBUF_C_TYPE_FIXED64,
      ].contains(type)
    let form: (kind: UInt8, wire: UInt8, size: UInt8) =
      switch type {
      case PROTOBUF_C_TYPE_INT32, PROTOBUF_C_TYPE_ENUM: (FieldKind.int32, 0, 4)
      case PROTOBUF_C_TYPE_UINT32: (FieldKind.uint32, 0, 4)
      case PROTOBUF_C_TYPE_SINT32: (FieldKind.sint32, 0, 4)
      case PROTOBUF_C_TYPE_INT64, PROTOBUF_C_TYPE_UINT64: (FieldKind.int64, 0, 8)
      case PROTOBUF_C_TYPE_SINT64: (FieldKind.sint64, 0, 8)
      case PROTOBUF_C_TYPE_BOOL: (FieldKind.bool, 0, 4)
      case PROTOBUF_C_TYPE_FIXED32, PROTOBUF_C_TYPE_SFIXED32: (FieldKind.fixed32, 5, 4)
      case PROTOBUF_C_TYPE_FLOAT: (FieldKind.float, 5, 4)
      case PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_SFIXED64: (FieldKind.fixed64, 1, 8)
      case PROTOBUF_C_TYPE_DOUBLE: (FieldKind.double, 1, 8)
      case PROTOBUF_C_TYPE_MESSAGE: (FieldKind.message, 2, 8)
      default: (FieldKind.bytes, 2, 16)
      }
    kind = form.kind
    wire = form.wire
    size = form.size
    self.isUnsigned = isUnsigned
  }
}
