/// Refuses what the generator does not know: other syntaxes than proto3, groups, and extensions of
/// anything but options.
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
    for field in file.extensions where !Self.isOption(field) {
      refusals.append(
        Refusal(
          file: file.name, place: field.place,
          sentence: "\"\(field.name)\" extends \"\(field.extendee)\"; only options can be "
            + "extended, so make it a field of that message."))
    }
    return refusals
  }

  /// Whether an extension defines an option.
  private static func isOption(_ field: FieldDescriptor) -> Bool {
    field.extendee.hasPrefix("google.protobuf.") && field.extendee.hasSuffix("Options")
  }
}
