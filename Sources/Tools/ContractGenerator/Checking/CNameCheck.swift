/// Refuses elements whose names become one name in C, where case and underscores in names are lost
/// and where all names share one scope.
struct CNameCheck {
  private var taken: [String: String] = [:]
  private var refusals: [Refusal] = []

  /// The refusals for all files that protoc-gen-c is given.
  static func refusals(of files: [FileDescriptor]) -> [Refusal] {
    var check = CNameCheck()
    for file in files {
      for message in file.allMessages { check.take(message, in: file) }
      for enumeration in file.allEnums { check.take(enumeration, in: file) }
    }
    return check.refusals
  }

  private mutating func take(_ message: MessageDescriptor, in file: FileDescriptor) {
    let element = "\"\(message.fullName)\""
    take(
      [CNames.structure(message.fullName), CNames.symbol(message.fullName)], for: element,
      at: message.place, in: file)
    for (index, oneof) in message.oneofs.enumerated() where !message.isSynthetic(oneof: index) {
      let members = message.fields.filter { $0.oneofIndex == index }
      take(
        CNames.constants(ofOneof: index, in: message, members: members),
        for: "oneof \"\(message.fullName).\(oneof.name)\"", at: oneof.place, in: file)
    }
  }

  private mutating func take(_ enumeration: EnumDescriptor, in file: FileDescriptor) {
    take(
      [CNames.structure(enumeration.fullName), CNames.symbol(enumeration.fullName)],
      for: "\"\(enumeration.fullName)\"", at: enumeration.place, in: file)
    for value in enumeration.values {
      take(
        [CNames.constant(value, of: enumeration)],
        for: "value \"\(value.name)\" of \"\(enumeration.fullName)\"", at: value.place, in: file)
    }
  }

  /// Takes the names of an element, and refuses it if another has one of them already.
  private mutating func take(
    _ names: [String], for element: String, at place: SourcePlace, in file: FileDescriptor
  ) {
    if file.package.isEmpty, let name = names.first(where: CNames.isForeign) {
      refuse("\(element) becomes `\(name)` in C, which it cannot be; rename it or add a package.")
    }
    let clash = names.first { taken[$0] != nil }
    if let clash, let other = taken[clash] {
      refuse("\(element) and \(other) both become `\(clash)` in C; rename one.")
    }
    for name in names where taken[name] == nil { taken[name] = element }

    func refuse(_ sentence: String) {
      refusals.append(Refusal(file: file.name, place: place, sentence: sentence))
    }
  }
}
