/// Emits the tables of a file's messages: static data that the codec and the views of
/// LintasProtobuf are driven by.
struct TableEmitter {
  /// The run.
  let context: GenerationContext
  /// What the tables say beyond single fields.
  let facts: TableFacts

  /// The file `….lintas.c`.
  func file(_ file: FileDescriptor) -> PluginResponse.File {
    var printer = CodePrinter()
    printer.line(context.banner("/*", file) + " */")
    printer.line("#include \"\(CNames.path(of: file.name, "lintas.h"))\"")
    for message in file.allMessages { table(message, &printer) }
    return PluginResponse.File(
      name: CNames.path(of: file.name, "lintas.c"), content: printer.text)
  }

  private func table(_ message: MessageDescriptor, _ printer: inout CodePrinter) {
    let structure = CNames.structure(message.fullName)
    let symbol = CNames.symbol(message.fullName)
    let fields = message.fieldsByNumber
    printer.line()
    printer.line("_Static_assert(sizeof(\(structure)) <= LINTAS_ZERO_BLOCK_SIZE,")
    printer.line("  \"\(message.fullName) has too many fields\");")
    if !fields.isEmpty {
      printer.block("static const LintasField \(symbol)__fields[] = {", tail: "};") { printer in
        for field in fields { self.field(field, in: message, &printer) }
      }
    }
    let flags = facts.flags(of: message)
    printer.block("const LintasTable \(CNames.table(message.fullName)) = {", tail: "};") {
      entries("direct", directEntries(fields), &$0)
      entries("dense", denseEntries(fields), &$0)
      if !fields.isEmpty { $0.line(".fields = \(symbol)__fields,") }
      $0.line(".descriptor = &\(symbol)__descriptor,")
      $0.line(".name = \"\(message.fullName)\",")
      $0.line(".size = sizeof(\(structure)),")
      $0.line(".field_count = \(fields.count),")
      $0.line(".flags = \(flags.isEmpty ? "0" : flags.joined(separator: " | ")),")
      if let form = WellKnownForm(message.fullName) {
        $0.line(".well_known = LINTAS_\(form.rawValue),")
      }
    }
  }

  private func field(
    _ field: FieldDescriptor, in message: MessageDescriptor, _ printer: inout CodePrinter
  ) {
    let structure = CNames.structure(message.fullName)
    let layout = FieldLayout(field.kind)
    let tag = FieldLayout.tag(field.number, field.isPacked ? 2 : layout.wire)
    let quantifier = CNames.quantifier(field, in: message)
    printer.block("{", tail: "},") {
      $0.line(".name = \"\(field.name)\", .number = \(field.number), .tag = \(tag),")
      $0.line(".json_name = \(CodePrinter.cString(field.jsonName)),")
      $0.line(".offset = offsetof(\(structure), \(CNames.member(field))),")
      if let quantifier { $0.line(".quantifier = offsetof(\(structure), \(quantifier)),") }
      $0.line(
        ".kind = LINTAS_KIND_\(layout.kind), .cardinality = \(cardinality(field, in: message)),")
      $0.line(
        ".wire = \(layout.wire), .tag_length = \(FieldLayout.length(of: tag)), "
          + ".size = \(layout.size),")
      let flags = self.flags(field, in: message)
      if !flags.isEmpty { $0.line(".flags = \(flags.joined(separator: " | ")),") }
      let personal = context.options.personal(of: field)
      if personal != 0 { $0.line(".personal = \(personal),") }
      if field.kind == .message { $0.line(".child = &\(CNames.table(field.typeName)),") }
    }
  }

  private func cardinality(_ field: FieldDescriptor, in message: MessageDescriptor) -> String {
    if field.isRepeated { return "LINTAS_REPEATED" }
    return message.oneof(of: field) == nil ? "LINTAS_SINGULAR" : "LINTAS_ONEOF"
  }

  private func flags(_ field: FieldDescriptor, in message: MessageDescriptor) -> [String] {
    var flags: [String] = []
    let hasPresence =
      field.isRepeated || field.isProto3Optional || field.kind == .message || message.isMapEntry
      || message.oneof(of: field) != nil
    if !hasPresence { flags.append("LINTAS_IMPLICIT") }
    if context.index.mapEntry(of: field) != nil { flags.append("LINTAS_MAP") }
    if field.isPacked { flags.append("LINTAS_PACKED") }
    if field.kind == .enum { flags.append("LINTAS_ENUM") }
    if field.typeName == "google.protobuf.NullValue" { flags.append("LINTAS_NULL") }
    if FieldLayout(field.kind).isUnsigned { flags.append("LINTAS_UNSIGNED") }
    return flags
  }

  /// From a tag of one byte to 1 + the field's index. A list of scalars is read in both forms.
  private func directEntries(_ fields: [FieldDescriptor]) -> [(Int, Int)] {
    fields.enumerated().flatMap { index, field -> [(Int, Int)] in
      let wire = FieldLayout(field.kind).wire
      let wires = field.isRepeated && field.kind.isScalar ? [wire, 2] : [wire]
      return wires.map { (Int(FieldLayout.tag(field.number, $0)), index + 1) }
    }
    .filter { $0.0 < 128 }
  }

  /// From a small number to 1 + the field's index.
  private func denseEntries(_ fields: [FieldDescriptor]) -> [(Int, Int)] {
    fields.enumerated().map { (Int($1.number), $0 + 1) }.filter { $0.0 < 64 }
  }

  private func entries(_ name: String, _ pairs: [(Int, Int)], _ printer: inout CodePrinter) {
    guard !pairs.isEmpty else { return }
    printer.block(".\(name) = {", tail: "},") { printer in
      for start in stride(from: 0, to: pairs.count, by: 8) {
        let row = pairs[start..<min(start + 8, pairs.count)]
        printer.line(row.map { "[\($0.0)] = \($0.1)," }.joined(separator: " "))
      }
    }
  }
}
