/// Emits the entry of a map: a type without values that names the key's and the value's type.
struct MapEntryEmitter {
  /// The run.
  let context: GenerationContext
  /// The message that the map is a field of.
  let message: MessageDescriptor
  /// The entry that protoc made.
  let entry: MessageDescriptor

  /// The enum without cases.
  func emit(_ printer: inout CodePrinter) {
    let visibility = context.visibility
    let field = message.fields.first { $0.typeName == entry.fullName }
    printer.line("/// One entry of `\(field?.name ?? entry.name)`.")
    printer.block(
      "\(context.frozen)\(visibility) enum \(SwiftNames.type(entry.name)): MapEntry {"
    ) { printer in
      for part in entry.fieldsByNumber {
        let word = part.number == 1 ? "Key" : "Value"
        printer.line("/// The type of a \(word.lowercased()).")
        let type = context.types.value(of: part, within: message)
        printer.line("\(visibility) typealias \(word) = \(type)")
        printer.line()
      }
      printer.line("/// The layout of an entry.")
      printer.brief(
        "\(context.inlinable)\(visibility) static var _table: MessageTable",
        "MessageTable(\(CNames.tableFunction(entry))())")
    }
  }
}
