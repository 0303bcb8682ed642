/// Emits a file's messages and enums.
struct MessagesEmitter {
  /// The run.
  let context: GenerationContext

  /// The Swift file, or nil if the .proto file holds neither messages nor enums.
  func file(_ file: FileDescriptor) -> PluginResponse.File? {
    if file.messages.isEmpty && file.enums.isEmpty { return nil }
    var printer = CodePrinter()
    printer.line(context.banner("//", file))
    printer.line()
    for (module, visibility) in imports(of: file).sorted(by: { $0.key < $1.key }) {
      printer.line("\(visibility) import \(module)")
    }
    printer.line()
    printer.line("/// Runtime and generated code fit together, else this does not compile.")
    printer.line("private typealias Handshake = GeneratedMessages_\(GeneratorVersion.messages)")
    for enumeration in file.enums {
      printer.line()
      EnumEmitter(context: context).emit(enumeration, &printer)
    }
    for message in file.messages {
      printer.line()
      MessageEmitter(context: context).emit(message, &printer)
    }
    let validation = ValidationEmitter(context: context)
    for message in file.allMessages { validation.emit(message, &printer) }
    return PluginResponse.File(name: CNames.path(of: file.name, "swift"), content: printer.text)
  }

  /// The modules that the file's code names, with who may see the import: its C module, the
  /// runtime, and the modules of the types that its fields hold. Only inlined code shows the C.
  private func imports(of file: FileDescriptor) -> [String: String] {
    var modules = ["LintasProtobuf": context.visibility]
    let own = context.parameters.module(of: file.package)
    if let own {
      modules[own.c] = context.parameters.visibility == .public ? "public" : "internal"
    }
    for field in file.allMessages.flatMap(\.fields) where !field.typeName.isEmpty {
      if let other = context.types.module(of: field.typeName), other.swift != own?.swift {
        modules[other.swift] = context.visibility
      }
    }
    return modules
  }
}
