/// Emits what a client calls: a stub a service.
struct ClientsEmitter {
  /// The run.
  let context: GenerationContext

  /// The Swift file, or nil if the .proto file holds no service.
  func file(_ file: FileDescriptor) -> PluginResponse.File? {
    if file.services.isEmpty { return nil }
    var printer = CodePrinter()
    ServiceImports(context: context).emit(file, &printer)
    for service in file.services {
      printer.line()
      stub(service, &printer)
    }
    return PluginResponse.File(
      name: CNames.path(of: file.name, "client.swift"), content: printer.text)
  }

  private func stub(_ service: ServiceDescriptor, _ printer: inout CodePrinter) {
    let visibility = context.visibility
    printer.documentation(
      service.place, fallback: "The service `\(service.fullName)`.",
      isDeprecated: service.isDeprecated)
    printer.block(
      "\(visibility) struct \(SwiftNames.client(service.name)): Sendable {"
    ) { printer in
      printer.line("/// Where the calls go.")
      printer.line("\(visibility) let channel: Channel")
      printer.line()
      printer.line("/// Calls over this channel.")
      printer.line("\(visibility) init(channel: Channel) { self.channel = channel }")
      for method in service.methods {
        printer.line()
        printer.documentation(
          method.place, fallback: "The method `\(method.name)`.",
          remark: context.options.remark(on: method), isDeprecated: method.isDeprecated)
        if method.isDeprecated { printer.line("@available(*, deprecated)") }
        call(method, &printer)
      }
      printer.line()
      ListingEmitter(context: context, service: service).emit(&printer)
      printer.line()
      MethodTableEmitter(context: context, service: service).emit(named: "Methods", &printer)
    }
  }

  private func call(_ method: MethodDescriptor, _ printer: inout CodePrinter) {
    let input = context.types.reference(method.inputType, within: nil)
    let output = context.types.reference(method.outputType, within: nil)
    let name = SwiftNames.method(method.name)
    let head = "\(context.visibility) func \(name)"
    let parameters = ["_ request: \(input)", "options: CallOptions = CallOptions()"]
    if method.isServerStreaming {
      printer.signature(head, parameters, " -> ResponseStream<\(output)> {")
      printer.line("  channel.serverStream(Methods.\(name), request, options: options)")
    } else {
      printer.signature(head, parameters, " async throws -> \(output) {")
      printer.line("  try await channel.unary(Methods.\(name), request, options: options)")
    }
    printer.line("}")
  }
}
