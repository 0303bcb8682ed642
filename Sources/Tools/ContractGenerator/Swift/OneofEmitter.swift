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

  /// The property and the enum.
  func emit(_ printer: inout CodePrinter) {
    guard let any = members.first else { return }
    let visibility = context.visibility
    let type = SwiftNames.type(oneof.name)
    let slot = "\(CNames.slot(message, any))()"
    printer.documentation(oneof.place, fallback: "Which member of `\(oneof.name)` is set.")
    printer.block("\(visibility) var \(SwiftNames.member(oneof.name)): \(type)? {") {
      $0.block("\(context.inlinable)get {") {
        $0.block("switch _case(\(slot)) {") { printer in
          for field in members {
            let name = SwiftNames.member(field.name)
            printer.line("case \(field.number): .\(name)(\(selfDot(name)))")
          }
          printer.line("default: nil")
        }
      }
      $0.block("\(context.inlinable)set {") {
        $0.block("switch newValue {") { printer in
          for field in members {
            let name = SwiftNames.member(field.name)
            printer.line("case .\(name)(let value)?: \(selfDot(name)) = value")
          }
          printer.line("case nil: _clearCase(\(slot))")
        }
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

  /// A member's own property, whose name may be that of the value bound in a pattern.
  private func selfDot(_ name: String) -> String { "self.\(name)" }
}
