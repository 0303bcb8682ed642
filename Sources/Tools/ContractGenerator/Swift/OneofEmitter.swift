/// Emits a oneof: an enum with a case a member, and a property that is nil if none is set.
struct OneofEmitter {
  /// The run.
  let context: GenerationContext
  /// The message that the oneof is part of.
  let message: MessageDescriptor
  /// The oneof.
  let oneof: OneofDescriptor
  /// Its index in the message.
  let index: Int

  private var members: [FieldDescriptor] {
    message.fields.filter { $0.oneofIndex == index }
  }

  /// What the oneof's own code calls a member by: its property, unless that would warn.
  private func place(of field: FieldDescriptor) -> String {
    field.isDeprecated
      ? FieldEmitter(context: context, message: message, field: field).place
      : "self.\(SwiftNames.member(field.name))"
  }

  /// The property and the enum.
  func emit(_ printer: inout CodePrinter) {
    guard let any = members.first else { return }
    let visibility = context.visibility
    let type = SwiftNames.type(oneof.name)
    let slot = "\(CNames.slot(message, any))()"
    printer.documentation(oneof.place, fallback: "Which member of `\(oneof.name)` is set.")
    printer.block("\(visibility) var \(SwiftNames.member(oneof.name)): \(type)? {") {
      $0.block("\(context.inlinable)get {") { printer in
        printer.line("switch _case(\(slot)) {")
        for field in members {
          let name = SwiftNames.member(field.name)
          printer.line("case \(field.number): .\(name)(\(place(of: field)))")
        }
        printer.line("default: nil\n}")
      }
      $0.block("\(context.inlinable)set {") { printer in
        printer.line("switch newValue {")
        for field in members {
          let name = SwiftNames.member(field.name)
          printer.line("case .\(name)(let value)?: \(place(of: field)) = value")
        }
        printer.line("case nil: _clearCase(\(slot))\n}")
      }
    }
    printer.line()
    printer.documentation(oneof.place, fallback: "The members of `\(oneof.name)`.")
    printer.block("\(context.frozen)\(visibility) enum \(type): Hashable, Sendable {") { printer in
      for field in members {
        printer.documentation(
          field.place, fallback: "The field `\(field.name)`.", isDeprecated: field.isDeprecated)
        let value = context.types.value(of: field, within: message)
        printer.line("case \(SwiftNames.member(field.name))(\(value))")
      }
    }
  }
}
