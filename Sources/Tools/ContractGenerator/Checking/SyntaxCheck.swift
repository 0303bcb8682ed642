/// Refuses what the generator does not know: other syntaxes than proto3, groups, and maps whose
/// values are messages.
struct SyntaxCheck {
  /// The run.
  let context: GenerationContext

  /// What a file has of these.
  func refusals(of file: FileDescriptor) -> [Refusal] {
    var refusals: [Refusal] = []
    if file.syntax != "proto3" {
      let name = file.syntax.isEmpty ? "proto2" : file.syntax
      refusals.append(
        Refusal(
          file: file.name, place: file.head,
          sentence: "the file is written in \(name); only proto3 can be generated."))
    }
    for field in file.allMessages.flatMap(\.fields) + file.extensions where field.kind == .group {
      refusals.append(
        Refusal(
          file: file.name, place: field.place,
          sentence: "\"\(field.name)\" is a group; write a message and a field of its type."))
    }
    for field in file.allMessages.flatMap(\.fields) {
      guard let entry = context.index.mapEntry(of: field),
        entry.fields.contains(where: { $0.number == 2 && $0.kind == .message })
      else { continue }
      refusals.append(
        Refusal(
          file: file.name, place: field.place,
          sentence: "map \"\(field.name)\" holds messages, which is not supported; "
            + "write a list of messages that carry their key."))
    }
    return refusals
  }
}
