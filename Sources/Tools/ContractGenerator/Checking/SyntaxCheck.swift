/// Refuses what the generator does not know: other syntaxes than proto3, and groups.
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
    return refusals
  }
}
