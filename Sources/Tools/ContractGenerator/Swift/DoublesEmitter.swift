/// Emits what the tests of a client call instead of a server: a double a service.
struct DoublesEmitter {
  /// The run.
  let context: GenerationContext

  /// The Swift file, or nil if the .proto file holds no service.
  func file(_ file: FileDescriptor) -> PluginResponse.File? {
    if file.services.isEmpty { return nil }
    var printer = CodePrinter()
    ServiceImports(
      context: context, runtime: "LintasDoubles",
      handshake: "GeneratedDoubles_\(GeneratorVersion.doubles)"
    ).emit(file, &printer)
    for service in file.services {
      printer.line()
      double(service, &printer)
    }
    return PluginResponse.File(
      name: CNames.path(of: file.name, "double.swift"), content: printer.text)
  }

  private func double(_ service: ServiceDescriptor, _ printer: inout CodePrinter) {
    let visibility = context.visibility
    printer.line("/// A double of `\(service.fullName)`, for tests of what calls it.")
    printer.block(
      "\(visibility) final class \(SwiftNames.double(service.name)): ServiceDouble {"
    ) { printer in
      for method in service.methods {
        property(method, &printer)
        printer.line()
      }
      printer.line("/// A double that has no answers yet.")
      printer.line("\(visibility) init() {}")
      printer.line()
      registration(service, &printer)
      printer.line()
      MethodTableEmitter(context: context, service: service).emit(named: "Methods", &printer)
    }
  }

  private func property(_ method: MethodDescriptor, _ printer: inout CodePrinter) {
    let name = SwiftNames.method(method.name)
    let type = "\(SwiftNames.type(MethodTableEmitter.kind(of: method)))Double"
    printer.documentation(
      method.place, fallback: "The method `\(method.name)`.", isDeprecated: method.isDeprecated)
    printer.line("\(context.visibility) let \(name) = \(type)(Methods.\(name))")
  }

  private func registration(_ service: ServiceDescriptor, _ printer: inout CodePrinter) {
    printer.line("/// Has the service's methods answered by this double.")
    printer.block("\(context.visibility) func register(on router: inout Router<Visitor>) {") {
      for method in service.methods {
        $0.line("self.\(SwiftNames.method(method.name)).register(on: &router)")
      }
    }
  }
}
