/// Emits what a server implements: a protocol a service, and its registration on a router.
struct InterfacesEmitter {
  /// The run.
  let context: GenerationContext

  /// The Swift file, or nil if the .proto file holds no service.
  func file(_ file: FileDescriptor) -> PluginResponse.File? {
    if file.services.isEmpty { return nil }
    var printer = CodePrinter()
    ServiceImports(context: context).emit(file, &printer)
    for service in file.services {
      printer.line()
      requirements(service, &printer)
      printer.line()
      MethodTableEmitter(context: context, service: service)
        .emit(named: SwiftNames.service(service.name) + "Methods", &printer)
      printer.line()
      registration(service, in: file, &printer)
    }
    return PluginResponse.File(
      name: CNames.path(of: file.name, "interface.swift"), content: printer.text)
  }

  private func requirements(_ service: ServiceDescriptor, _ printer: inout CodePrinter) {
    printer.documentation(
      service.place, fallback: "The service `\(service.fullName)`.",
      isDeprecated: service.isDeprecated)
    let name = SwiftNames.service(service.name)
    printer.block("\(context.visibility) protocol \(name)<Caller>: Sendable {") { printer in
      printer.line("/// Who calls, as the server found out before the method is reached.")
      printer.line("associatedtype Caller: Sendable")
      for method in service.methods {
        printer.line()
        printer.documentation(
          method.place, fallback: "The method `\(method.name)`.",
          remark: context.options.remark(on: method), isDeprecated: method.isDeprecated)
        requirement(method, isInline: context.isInline(method, of: service), &printer)
      }
    }
  }

  private func requirement(
    _ method: MethodDescriptor, isInline: Bool, _ printer: inout CodePrinter
  ) {
    let input = context.types.reference(method.inputType, within: nil)
    let output = context.types.reference(method.outputType, within: nil)
    var parameters = [
      method.isClientStreaming ? "_ requests: RequestStream<\(input)>" : "_ request: \(input)"
    ]
    if method.isServerStreaming { parameters.append("to responses: ResponseWriter<\(output)>") }
    parameters.append("by caller: Caller")
    let effects = isInline ? " throws" : " async throws"
    printer.signature(
      "func \(SwiftNames.method(method.name))", parameters,
      effects + (method.isServerStreaming ? "" : " -> \(output)"))
  }

  private func registration(
    _ service: ServiceDescriptor, in file: FileDescriptor, _ printer: inout CodePrinter
  ) {
    let name = SwiftNames.service(service.name)
    printer.block("extension Router {") {
      $0.line("/// Answers the calls of `\(service.fullName)` with this service.")
      $0.line("\(context.visibility) mutating func register<Service: \(name)>(")
      $0.line("  _ service: Service")
      $0.block(") where Service.Caller == Caller {") { printer in
        if let module = context.parameters.module(of: file.package) {
          let contracts = SwiftNames.contracts(of: module)
          printer.line("describe(\(contracts).\(ContractsEmitter.member(of: service)))")
        }
        for method in service.methods { registration(method, of: service, &printer) }
      }
    }
  }

  private func registration(
    _ method: MethodDescriptor, of service: ServiceDescriptor, _ printer: inout CodePrinter
  ) {
    let table = SwiftNames.service(service.name) + "Methods"
    let name = SwiftNames.method(method.name)
    let request = method.isClientStreaming ? "requests" : "request"
    let responses = method.isServerStreaming ? ", responses" : ""
    let writer = method.isServerStreaming ? ", to: responses" : ""
    let isInline = context.isInline(method, of: service)
    let road = isInline ? "inline" : MethodTableEmitter.kind(of: method)
    printer.block("\(road)(\(table).\(name)) { \(request)\(responses), caller in") {
      $0.line(
        "\(isInline ? "try" : "try await") service.\(name)"
          + "(\(request)\(writer), by: caller)")
    }
  }
}
