/// Emits the check of the contract's rules: for each message that has a rule, or reaches one, a
/// function that reads the fields in place and compares them with the limits, which stand in its
/// code. When it runs nothing is looked up in tables, and paths are put together only for faults.
struct ValidationEmitter {
  /// The run.
  let context: GenerationContext
  /// Full names of the messages that have a rule or reach one.
  private let ruled: Set<String>

  /// Finds the messages that need a check.
  init(context: GenerationContext) {
    self.context = context
    ruled = context.messages { message in
      message.fields.contains { context.options.rule(of: $0) != nil }
    }
  }

  /// The check of one message; nothing if it needs none.
  func emit(_ message: MessageDescriptor, _ printer: inout CodePrinter) {
    guard ruled.contains(message.fullName), !message.isMapEntry else { return }
    printer.line()
    printer.block("extension \(context.types.path(message.fullName)) {") { printer in
      printer.line("/// Checks the contract's rules on this message and on all below it.")
      printer.line("\(context.visibility) static func _check(")
      printer.line("  _ message: borrowing CheckedMessage, _ violations: inout ViolationCollector")
      printer.block(") {") { printer in
        MessageCheckEmitter(context: context, ruled: ruled, message: message).emit(&printer)
      }
    }
  }
}
