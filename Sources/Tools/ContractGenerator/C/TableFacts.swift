/// What a message's table says of the message and of all that can be reached from it.
struct TableFacts {
  private let personal: Set<String>
  private let index: TypeIndex

  /// Finds the facts for all messages of a request.
  init(_ context: GenerationContext) {
    index = context.index
    personal = context.messages { message in
      message.fields.contains { context.options.personal(of: $0) != 0 }
    }
  }

  /// The flags of a message's table, as C.
  func flags(of message: MessageDescriptor) -> [String] {
    var flags: [String] = []
    if personal.contains(message.fullName) { flags.append("LINTAS_TABLE_PERSONAL") }
    if message.isMapEntry { flags.append("LINTAS_TABLE_MAP_ENTRY") }
    if message.fields.contains(where: { index.mapEntry(of: $0) != nil }) {
      flags.append("LINTAS_TABLE_MAPS")
    }
    return flags
  }
}
