/// Refuses what cannot stand together in one module of Swift: types of one name, types that bear a
/// name of the module itself, and source files of one name.
struct SwiftModuleCheck {
  /// The run.
  let context: GenerationContext

  /// What the files to generate have of these.
  func refusals() -> [Refusal] {
    types() + services() + sources()
  }

  private func types() -> [Refusal] {
    var refusals: [Refusal] = []
    var taken: [String: String] = [:]
    for file in context.request.wanted {
      guard let module = context.parameters.module(of: file.package) else { continue }
      let types =
        file.messages.map { ($0.fullName, $0.place) } + file.enums.map { ($0.fullName, $0.place) }
      for (fullName, place) in types {
        func refuse(_ sentence: String) {
          refusals.append(Refusal(file: file.name, place: place, sentence: sentence))
        }
        let name = context.types.declaredName(fullName)
        let key = "\(module.swift).\(name)"
        if name == module.swift || name == SwiftNames.types(of: module) {
          refuse(
            "\"\(fullName)\" becomes `\(name)` in Swift, which is a name of its module; "
              + "rename it or give the package a prefix.")
        } else if let other = taken.updateValue(fullName, forKey: key) {
          refuse(
            "\"\(fullName)\" and \"\(other)\" both become `\(key)` in Swift; "
              + "rename one or give the package a prefix.")
        }
      }
    }
    return refusals
  }

  private func services() -> [Refusal] {
    let parts = context.parameters.parts
    var refusals: [Refusal] = []
    var taken: [String: String] = [:]
    for file in context.request.wanted {
      for service in file.services {
        let names =
          (parts.isDisjoint(with: [.interfaces, .contracts])
            ? [] : [SwiftNames.service(service.name)])
          + (parts.contains(.clients) ? [SwiftNames.client(service.name)] : [])
          + (parts.contains(.doubles) ? [SwiftNames.double(service.name)] : [])
        for name in names {
          guard let other = taken.updateValue(service.fullName, forKey: name) else { continue }
          refusals.append(
            Refusal(
              file: file.name, place: service.place,
              sentence: "\"\(service.fullName)\" and \"\(other)\" both become `\(name)` in Swift; "
                + "rename one or generate them apart."))
        }
      }
    }
    return refusals
  }

  /// Swift refuses two source files of one name in a module, also in different folders.
  private func sources() -> [Refusal] {
    let parts = context.parameters.parts
    var refusals: [Refusal] = []
    var taken: [String: String] = [:]
    for file in context.request.wanted {
      guard let name = file.name.split(separator: "/").last.map(String.init) else { continue }
      let module = context.parameters.module(of: file.package)?.swift ?? ""
      let isEmpty = file.messages.isEmpty && file.enums.isEmpty
      let keys =
        (parts.contains(.messages) && !isEmpty ? ["\(module)/\(name)"] : [])
        + (parts.isDisjoint(with: [.interfaces, .clients, .doubles]) || file.services.isEmpty
          ? [] : [name])
      for key in keys {
        guard let other = taken.updateValue(file.name, forKey: key) else { continue }
        refusals.append(
          Refusal(
            file: file.name, place: file.head,
            sentence: "\(other) has the same last name, and Swift allows it once in a module; "
              + "rename one or generate them into different modules."))
        break
      }
    }
    return refusals
  }
}
