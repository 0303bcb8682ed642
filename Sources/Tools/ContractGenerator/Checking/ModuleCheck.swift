/// Refuses packages whose modules the parameters do not name.
struct ModuleCheck {
  /// The run.
  let context: GenerationContext

  /// What is missing for a file: the modules of its own package, and of those that it uses.
  func refusals(of file: FileDescriptor) -> [Refusal] {
    let fields = file.allMessages.flatMap(\.fields).map(\.typeName).filter { !$0.isEmpty }
    let methods = file.services.flatMap(\.methods).flatMap { [$0.inputType, $0.outputType] }
    let used = (fields + methods).compactMap { context.index.file(defining: $0)?.package }
    var refusals = Set(used + [file.package]).sorted()
      .filter { context.parameters.module(of: $0) == nil }
      .map {
        Refusal(
          file: file.name,
          sentence: "package \"\($0)\" has no module; give the parameter module=\($0):SWIFT:C.")
      }
    if context.parameters.parts.contains(.structures), let first = context.request.wanted.first,
      context.parameters.module(of: first.package)?.c
        != context.parameters.module(of: file.package)?.c
    {
      refusals.append(
        Refusal(
          file: file.name,
          sentence: "structures of one run form one C module, and \(first.name) has another."))
    }
    return refusals
  }
}
