/// Emits a field: its property, and beside it what tells whether it is there, takes it away, or
/// lends its bytes. Every access goes by the field's place, which C tells, through the runtime.
struct FieldEmitter {
  /// The run.
  let context: GenerationContext
  /// The message that the field is part of.
  let message: MessageDescriptor
  /// The field.
  let field: FieldDescriptor

  private var visibility: String { context.visibility }
  private var name: String { SwiftNames.member(field.name) }
  private var slot: String { "\(CNames.slot(message, field))()" }
  private var isMember: Bool { message.oneof(of: field) != nil }
  private var isMessage: Bool { field.kind == .message && !field.isRepeated }

  /// What reads and writes the field without its property.
  var place: String {
    "self[\(field.isRepeated ? "_list" : isMessage ? "_message" : "_value"): \(slot)]"
  }

  /// The field's members.
  func emit(_ printer: inout CodePrinter) {
    printer.documentation(
      field.place, fallback: "The field `\(field.name)`.", isDeprecated: field.isDeprecated)
    deprecation(&printer)
    property(&printer)
    if field.isRepeated { return }
    if field.kind == .string { view("UTF8", "UTF8Span", "_utf8", "The characters", &printer) }
    if field.kind == .bytes { view("Bytes", "Span<UInt8>", "_bytes", "The bytes", &printer) }
    if field.kind == .message && !isMember {
      presence("_hasMessage(\(slot))", "_clearMessage(\(slot))", &printer)
    } else if field.isProto3Optional {
      let type = context.types.value(of: field, within: message)
      presence("_has(\(slot))", "_clear(\(slot), as: \(type).self)", &printer)
    }
  }

  /// Only what no generated code names carries the attribute: a warning there could not be helped.
  /// So fields, values of enums and calls of stubs have it. Messages and enums, which fields of
  /// other modules may have as type, and cases of oneofs only say so in their documentation.
  private func deprecation(_ printer: inout CodePrinter) {
    if field.isDeprecated { printer.line("@available(*, deprecated)") }
  }

  private func property(_ printer: inout CodePrinter) {
    let type = context.types.property(of: field, within: message)
    let place = place
    printer.block("\(visibility) var \(name): \(type) {") {
      $0.brief("\(context.inlinable)get", place)
      $0.brief("\(context.inlinable)set", "\(place) = newValue")
      if field.isRepeated || isMessage {
        $0.brief("\(context.inlinable)_modify", "yield &\(place)")
      }
    }
  }

  private func view(
    _ ending: String, _ type: String, _ function: String, _ what: String,
    _ printer: inout CodePrinter
  ) {
    printer.line()
    printer.line("/// \(what) of `\(SwiftNames.sibling(name, ""))`, lent without a copy.")
    deprecation(&printer)
    printer.block("\(visibility) var \(SwiftNames.sibling(name, ending)): \(type) {") {
      $0.brief("\(context.inlinable)@_lifetime(borrow self) get", "\(function)(\(slot))")
    }
  }

  private func presence(_ test: String, _ clearing: String, _ printer: inout CodePrinter) {
    let capital = SwiftNames.capitalised(name)
    printer.line()
    printer.line("/// Whether `\(SwiftNames.sibling(name, ""))` is set.")
    deprecation(&printer)
    printer.brief("\(visibility) var has\(capital): Bool", "\(context.inlinable)get { \(test) }")
    printer.line()
    printer.line("/// Takes `\(SwiftNames.sibling(name, ""))` away.")
    deprecation(&printer)
    printer.brief("\(context.inlinable)\(visibility) mutating func clear\(capital)()", clearing)
  }
}
