/// What the files of interfaces and stubs begin with.
struct ServiceImports {
  /// The run.
  let context: GenerationContext

  /// Prints the banner, the imports that the services' methods need, and the handshake.
  func emit(_ file: FileDescriptor, _ printer: inout CodePrinter) {
    let methods = file.services.flatMap(\.methods)
    let types = methods.flatMap { [$0.inputType, $0.outputType] }
    let modules = Set(types.compactMap { context.types.module(of: $0)?.swift } + ["LintasRPC"])
    printer.line(context.banner("//", file))
    printer.line()
    for module in modules.sorted() { printer.line("\(context.visibility) import \(module)") }
    printer.line()
    printer.line("/// Runtime and generated code fit together, else this does not compile.")
    printer.line(
      "private typealias Handshake = GeneratedInterfaces_\(GeneratorVersion.interfaces)")
  }
}
