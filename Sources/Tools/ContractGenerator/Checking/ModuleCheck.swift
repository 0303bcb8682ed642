/// Refuses packages whose modules the parameters do not name.
struct ModuleCheck {
  /// The run.
  let context: GenerationContext

  /// What is missing for a file: the modules of its own package, and of those that it uses.
  func refusals(of file: FileDescriptor) -> [Refusal] {
    var missing: [String: SourcePlace] = [:]
    func need(_ package: String?, at place: SourcePlace) {
      guard let package, context.parameters.module(of: package) == nil else { return }
      if missing[package] == nil { missing[package] = place }
    }
    need(file.package, at: file.head)
    for field in file.allMessages.flatMap(\.fields) where !field.typeName.isEmpty {
      need(context.index.file(defining: field.typeName)?.package, at: field.place)
    }
    for method in file.services.flatMap(\.methods) {
      need(context.index.file(defining: method.inputType)?.package, at: method.place)
      need(context.index.file(defining: method.outputType)?.package, at: method.place)
    }
    var refusals = missing.sorted { $0.key < $1.key }.map { package, place in
      Refusal(
        file: file.name, place: place,
        sentence: "package \"\(package)\" has no module; "
          + "give the parameter module=\(package):SWIFT:C.")
    }
    if let other = fileOfAnotherModule(than: file) {
      refusals.append(
        Refusal(
          file: file.name, place: file.head,
          sentence: "structures of one run form one C module, and \(other.name) has another."))
    }
    return refusals
  }

  /// The first file of a run that emits structures, if it belongs to another C module.
  private func fileOfAnotherModule(than file: FileDescriptor) -> FileDescriptor? {
    guard context.parameters.parts.contains(.structures), let first = context.request.wanted.first,
      context.parameters.module(of: first.package)?.c
        != context.parameters.module(of: file.package)?.c
    else { return nil }
    return first
  }
}
