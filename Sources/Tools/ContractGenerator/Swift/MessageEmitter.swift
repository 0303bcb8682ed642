/// Emits a message: a struct of two words that names a place in a tree, with a property a field.
struct MessageEmitter {
  /// The run.
  let context: GenerationContext

  /// The struct, with the types nested in it.
  func emit(_ message: MessageDescriptor, _ printer: inout CodePrinter) {
    let name = context.types.declaredName(message.fullName)
    let visibility = context.visibility
    printer.documentation(
      message.place, fallback: "The message `\(message.fullName)`.",
      isDeprecated: message.isDeprecated)
    printer.block("\(context.frozen)\(visibility) struct \(name): Message {") { printer in
      printer.line("/// The place of the message in its tree.")
      printer.line("\(visibility) var _ref: ArenaReference")
      printer.line()
      printer.line("/// Wraps a place in a tree.")
      printer.line(
        "\(context.inlinable)\(visibility) init(_ref: ArenaReference) { self._ref = _ref }")
      printer.line()
      printer.line("/// The layout of the message.")
      printer.brief(
        "\(context.inlinable)\(visibility) static var _table: MessageTable",
        "MessageTable(\(CNames.tableFunction(message))())")
      for field in message.fields {
        printer.line()
        FieldEmitter(context: context, message: message, field: field).emit(&printer)
      }
      nested(message, &printer)
    }
  }

  private func nested(_ message: MessageDescriptor, _ printer: inout CodePrinter) {
    for (index, oneof) in message.oneofs.enumerated() where !message.isSynthetic(oneof: index) {
      printer.line()
      OneofEmitter(context: context, message: message, oneof: oneof, index: index).emit(&printer)
    }
    for enumeration in message.enums {
      printer.line()
      EnumEmitter(context: context).emit(enumeration, &printer)
    }
    for inner in message.messages {
      printer.line()
      if inner.isMapEntry {
        MapEntryEmitter(context: context, message: message, entry: inner).emit(&printer)
      } else {
        emit(inner, &printer)
      }
    }
  }
}
