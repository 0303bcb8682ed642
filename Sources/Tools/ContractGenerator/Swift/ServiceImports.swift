/// What the files of interfaces and stubs begin with.
struct ServiceImports {
  /// The run.
  let context: GenerationContext
  /// The module of the runtime beside `LintasRPC`, if there is one, that the code needs.
  var runtime: String?
  /// What of the runtime the code has to fit.
  var handshake = "GeneratedInterfaces_\(GeneratorVersion.interfaces)"

  /// Prints the banner, the imports that the services' methods need, and the handshake.
  func emit(_ file: FileDescriptor, _ printer: inout CodePrinter) {
    let methods = file.services.flatMap(\.methods)
    let types = methods.flatMap { [$0.inputType, $0.outputType] }
    var modules = Set(types.compactMap { context.types.module(of: $0)?.swift } + ["LintasRPC"])
    if let runtime { modules.insert(runtime) }
    // What is emitted together with the messages is of their module.
    if context.parameters.parts.contains(.messages),
      let own = context.parameters.module(of: file.package)
    {
      modules.remove(own.swift)
    }
    printer.line(context.banner("//", file))
    printer.line()
    for module in modules.sorted() { printer.line("\(context.visibility) import \(module)") }
    printer.line()
    printer.line("/// Runtime and generated code fit together, else this does not compile.")
    printer.line("private typealias Handshake = \(handshake)")
  }
}
