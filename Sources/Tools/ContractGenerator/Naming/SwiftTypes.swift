/// The Swift types of a contract's messages and enums, with their prefixes, nesting and modules.
struct SwiftTypes {
  /// The types of the request.
  let index: TypeIndex
  /// The parameters of the run.
  let parameters: GeneratorParameters

  /// The name of a type where it is declared: with the package's prefix if it stands at the top.
  func declaredName(_ fullName: String) -> String {
    path(fullName).split(separator: ".").last.map(String.init) ?? fullName
  }

  /// The name of a type from the top, with the types around it.
  func path(_ fullName: String) -> String {
    let prefix = index.file(defining: fullName).map { parameters.prefix(of: $0.package) } ?? ""
    return index.nesting(of: fullName).enumerated()
      .map { SwiftNames.type($1, prefix: $0 == 0 ? prefix : "") }.joined(separator: ".")
  }

  /// How a type is named from within a message. A nested type that bears the name of the type's
  /// outermost part would hide it, so the module's name goes in front then.
  func reference(_ fullName: String, within scope: MessageDescriptor?) -> String {
    let path = path(fullName)
    guard let scope, let first = path.split(separator: ".").first else { return path }
    let isHidden = enclosing(scope).contains { outer in
      let nested = outer.messages.map(\.name) + outer.enums.map(\.name) + outer.oneofs.map(\.name)
      return nested.contains { SwiftNames.type($0) == first }
    }
    guard isHidden, let module = module(of: fullName) else { return path }
    return "\(module.swift).\(path)"
  }

  /// The type of one value of a field.
  func value(of field: FieldDescriptor, within scope: MessageDescriptor?) -> String {
    switch field.kind {
    case .double: "Double"
    case .float: "Float"
    case .int32, .sint32, .sfixed32: "Int32"
    case .int64, .sint64, .sfixed64: "Int64"
    case .uint32, .fixed32: "UInt32"
    case .uint64, .fixed64: "UInt64"
    case .bool: "Bool"
    case .string: "String"
    case .bytes: "[UInt8]"
    case .message, .group, .enum: reference(field.typeName, within: scope)
    }
  }

  /// The type of a field's property.
  func property(of field: FieldDescriptor, within scope: MessageDescriptor) -> String {
    guard field.isRepeated else { return value(of: field, within: scope) }
    if let entry = index.mapEntry(of: field) {
      let map = entry.fields.contains { $0.number == 2 && $0.kind == .message }
      return "\(map ? "MessageMap" : "FieldMap")<\(SwiftNames.type(entry.name))>"
    }
    let element = value(of: field, within: scope)
    switch field.kind {
    case .string: return "StringList"
    case .bytes: return "BytesList"
    case .message, .group: return "MessageList<\(element)>"
    case .enum: return "EnumList<\(element)>"
    default: return "ScalarList<\(element)>"
    }
  }

  /// The modules of the package that defines a type.
  func module(of fullName: String) -> ModuleMapping? {
    index.file(defining: fullName).flatMap { parameters.module(of: $0.package) }
  }

  /// The message and those around it.
  private func enclosing(_ message: MessageDescriptor) -> [MessageDescriptor] {
    var names = message.fullName.split(separator: ".")
    var found: [MessageDescriptor] = []
    while let outer = index.message(names.joined(separator: ".")) {
      found.append(outer)
      names.removeLast()
    }
    return found
  }
}
