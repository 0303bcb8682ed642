internal import CProtobufC

/// The values that a contract defines for an enum field, from protobuf-c's descriptor.
struct EnumNames {
  private let descriptor: UnsafePointer<ProtobufCEnumDescriptor>?

  /// The enum of the field at `index`; without values when the field is no enum.
  init(_ layout: Layout, _ index: Int) {
    let field = layout.pointee.descriptor.pointee.fields[index]
    descriptor =
      field.type == PROTOBUF_C_TYPE_ENUM
      ? field.descriptor?.assumingMemoryBound(to: ProtobufCEnumDescriptor.self) : nil
  }

  /// The name of a number, or nil when the contract does not define it.
  func name(of number: Int32) -> String? {
    guard let descriptor else { return nil }
    for index in 0..<Int(descriptor.pointee.n_values) {
      let value = descriptor.pointee.values[index]
      if value.value == number { return value.name.map { String(cString: $0) } }
    }
    return nil
  }
}
