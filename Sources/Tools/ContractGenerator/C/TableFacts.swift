/// What a message's table says of the message and of all that can be reached from it.
struct TableFacts {
  private let personal: Set<String>
  private let ruled: Set<String>
  private let index: TypeIndex

  /// Finds the facts for all messages of a request.
  init(_ context: GenerationContext) {
    index = context.index
    let messages = context.request.files.flatMap(\.allMessages)
    personal = Self.closure(messages) { message in
      message.fields.contains { context.options.personal(of: $0) != 0 }
    }
    ruled = Self.closure(messages) { message in
      message.fields.contains { context.options.rule(of: $0) != nil }
    }
  }

  /// The flags of a message's table, as C.
  func flags(of message: MessageDescriptor) -> [String] {
    var flags: [String] = []
    if personal.contains(message.fullName) { flags.append("LINTAS_TABLE_PERSONAL") }
    if ruled.contains(message.fullName) { flags.append("LINTAS_TABLE_RULES") }
    if message.isMapEntry { flags.append("LINTAS_TABLE_MAP_ENTRY") }
    if message.fields.contains(where: { index.mapEntry(of: $0) != nil }) {
      flags.append("LINTAS_TABLE_MAPS")
    }
    return flags
  }

  /// The messages that have a property themselves, or hold one that has it, at any depth.
  private static func closure(
    _ messages: [MessageDescriptor], _ has: (MessageDescriptor) -> Bool
  ) -> Set<String> {
    var found = Set(messages.filter(has).map(\.fullName))
    var grows = true
    while grows {
      grows = false
      for message in messages where !found.contains(message.fullName) {
        if message.fields.contains(where: { found.contains($0.typeName) }) {
          found.insert(message.fullName)
          grows = true
        }
      }
    }
    return found
  }
}
