/// The size of a message's structure, by the rules that protoc-gen-c and C lay it out by.
struct StructureSize {
  /// The bytes of the largest structure: an absent message of any type is read from one block of
  /// zeros, which the runtime has for all. The C header calls it LINTAS_ZERO_BLOCK_SIZE.
  static let limit = 16384

  /// The size in bytes.
  private(set) var bytes: Int

  /// The size of the structure of a message.
  init(of message: MessageDescriptor) {
    // The base: a pointer to the descriptor, and the count and the address of unknown fields.
    bytes = 24
    for field in message.fields where message.oneof(of: field) == nil {
      if field.isRepeated {
        add(8, alignment: 8)
        add(8, alignment: 8)
      } else {
        if field.kind != .message { add(4, alignment: 4) }
        let size = FieldLayout(field.kind).size
        add(size, alignment: min(size, 8))
      }
    }
    for (index, _) in message.oneofs.enumerated() where !message.isSynthetic(oneof: index) {
      let sizes = message.fields.filter { $0.oneofIndex == index }
        .map { FieldLayout($0.kind).size }
      add(4, alignment: 4)
      let alignment = sizes.map { min($0, 8) }.max() ?? 1
      let most = sizes.max() ?? 0
      add((most + alignment - 1) / alignment * alignment, alignment: alignment)
    }
    add(0, alignment: 8)
  }

  private mutating func add(_ size: Int, alignment: Int) {
    bytes = (bytes + alignment - 1) / alignment * alignment + size
  }
}
