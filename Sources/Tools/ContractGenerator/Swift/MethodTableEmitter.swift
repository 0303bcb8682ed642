/// Emits the table of a service's methods: what servers and clients need to know of each.
struct MethodTableEmitter {
  /// The run.
  let context: GenerationContext
  /// The service.
  let service: ServiceDescriptor

  /// An enum without cases that holds a descriptor a method, and all of them.
  func emit(named name: String, _ printer: inout CodePrinter) {
    let visibility = context.visibility
    printer.line("/// The methods of `\(service.fullName)`.")
    printer.block("\(visibility) enum \(name) {") { printer in
      for method in service.methods {
        descriptor(method, &printer)
        printer.line()
      }
      printer.line("/// Every method, without the types of its messages.")
      printer.block("\(visibility) static var all: [MethodSummary] {") {
        $0.block("[", tail: "]") { printer in
          for method in service.methods {
            printer.line("\(SwiftNames.method(method.name)).summary,")
          }
        }
      }
    }
  }

  private func descriptor(_ method: MethodDescriptor, _ printer: inout CodePrinter) {
    let input = context.types.reference(method.inputType, within: nil)
    let output = context.types.reference(method.outputType, within: nil)
    let name = SwiftNames.method(method.name)
    printer.line("/// `\(service.fullName)/\(method.name)`.")
    printer.line("\(context.inlinable)\(context.visibility) static var \(name):")
    printer.block("  MethodDescriptor<\(input), \(output)>\n{") {
      $0.block("MethodDescriptor(", tail: ")") {
        $0.line("service: \"\(service.fullName)\",")
        $0.line("method: \"\(method.name)\",")
        $0.line("path: \"/\(service.fullName)/\(method.name)\",")
        $0.line("kind: .\(method.isServerStreaming ? "serverStream" : "unary"),")
        policy(method, &$0)
      }
    }
  }

  private func policy(_ method: MethodDescriptor, _ printer: inout CodePrinter) {
    guard let policy = context.options.policy(of: method) else {
      let isInline = context.isInline(method, of: service)
      printer.line("policy: \(isInline ? "MethodPolicy(execution: .inline)" : ".unstated")")
      return
    }
    let roles = (0..<64).filter { policy.callers >> UInt64($0) & 1 == 1 }
    let callers = roles.isEmpty ? "0" : roles.map { "1 << \($0)" }.joined(separator: " | ")
    printer.block("policy: MethodPolicy(", tail: ")") {
      $0.line("callers: \(callers),")
      $0.line("execution: .\(policy.execution.rawValue),")
      $0.line("changes: \(policy.changes),")
      $0.line("audit: \(policy.audit),")
      $0.line("competence: \"\(policy.competence)\",")
      $0.line("rate: \(policy.rate)")
    }
  }
}
