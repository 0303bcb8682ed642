extension GenerationContext {
  /// Full names of the messages that have a property themselves, or hold one that has it, at any
  /// depth.
  func messages(reaching has: (MessageDescriptor) -> Bool) -> Set<String> {
    let messages = request.files.flatMap(\.allMessages)
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
