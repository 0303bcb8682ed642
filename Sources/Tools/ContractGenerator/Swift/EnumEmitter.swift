/// Emits an enum. Enums of proto3 are open: a number without a name is kept, hence a struct.
struct EnumEmitter {
  /// The run.
  let context: GenerationContext

  /// The struct with a static property a value.
  func emit(_ enumeration: EnumDescriptor, _ printer: inout CodePrinter) {
    let name = context.types.declaredName(enumeration.fullName)
    let visibility = context.visibility
    printer.documentation(
      enumeration.place, fallback: "The enum `\(enumeration.fullName)`.",
      isDeprecated: enumeration.isDeprecated)
    printer.block("\(context.frozen)\(visibility) struct \(name): Enumeration {") { printer in
      printer.line("/// The number, which may have no name.")
      printer.line("\(visibility) var rawValue: Int32")
      printer.line()
      printer.line("/// The value with this number.")
      printer.line(
        "\(context.inlinable)\(visibility) init(rawValue: Int32) { self.rawValue = rawValue }")
      printer.line()
      printer.line("/// The values with their names.")
      printer.brief(
        "\(context.inlinable)\(visibility) static var _names: EnumNames",
        "EnumNames(\(CNames.namesFunction(enumeration))())")
      for value in SwiftNames.constants(of: enumeration) {
        printer.line()
        printer.documentation(
          value.place, fallback: "The value `\(value.name)`.", isDeprecated: value.isDeprecated)
        if value.isDeprecated { printer.line("@available(*, deprecated)") }
        printer.brief(
          "\(context.inlinable)\(visibility) static var "
            + "\(SwiftNames.value(value.name, of: enumeration.name)): Self",
          "Self(rawValue: \(value.number))")
      }
    }
  }
}
