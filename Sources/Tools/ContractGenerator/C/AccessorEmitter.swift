/// Emits the header by which Swift reaches a file's structures: the values of each enum, the table
/// of each message and the place of each field. Only C can tell the place of a member of an
/// anonymous union.
struct AccessorEmitter {
  /// The run.
  let context: GenerationContext

  /// The file `….lintas.h`.
  func file(_ file: FileDescriptor) -> PluginResponse.File {
    var printer = CodePrinter()
    printer.line(context.banner("/*", file) + " */")
    printer.line("#pragma once")
    printer.line("#include <CProtobufC.h>")
    for dependency in imports(of: file) {
      printer.line("#include \"\(CNames.path(of: dependency, "lintas.h"))\"")
    }
    printer.line("#include \"\(CNames.path(of: file.name, "pb-c.h"))\"")
    printer.line()
    printer.line("#if LINTAS_TABLE_VERSION != \(GeneratorVersion.messages)")
    printer.line("#error \"These tables were generated for another version of LintasProtobuf.\"")
    printer.line("#endif")
    for enumeration in file.allEnums { names(enumeration, &printer) }
    for message in file.allMessages { accessors(message, &printer) }
    return PluginResponse.File(
      name: "include/" + CNames.path(of: file.name, "lintas.h"), content: printer.text)
  }

  private func names(_ enumeration: EnumDescriptor, _ printer: inout CodePrinter) {
    let function = CNames.namesFunction(enumeration)
    printer.line()
    printer.line("/* \(enumeration.fullName) */")
    printer.block("static inline const ProtobufCEnumDescriptor *_Nonnull \(function)(void) {") {
      $0.line("return &\(CNames.descriptor(enumeration));")
    }
  }

  private func accessors(_ message: MessageDescriptor, _ printer: inout CodePrinter) {
    let table = CNames.table(message.fullName)
    printer.line()
    printer.line("/* \(message.fullName) */")
    printer.line("extern const LintasTable \(table);")
    let function = CNames.tableFunction(message)
    printer.block("static inline const LintasTable *_Nonnull \(function)(void) {") {
      $0.line("return &\(table);")
    }
    for field in message.fieldsByNumber {
      let structure = CNames.structure(message.fullName)
      let quantifier = CNames.quantifier(field, in: message)
        .map { "offsetof(\(structure), \($0))" }
      let number = message.oneof(of: field) == nil ? 0 : field.number
      printer.block("static inline LintasSlot \(CNames.slot(message, field))(void) {") {
        $0.block("return (LintasSlot){", tail: "};") {
          $0.line("offsetof(\(structure), \(CNames.member(field))),")
          $0.line("\(quantifier ?? "0"),")
          $0.line("\(number),")
        }
      }
    }
  }

  /// The other files whose messages the file's fields hold.
  private func imports(of file: FileDescriptor) -> [String] {
    let others = file.allMessages.flatMap(\.fields).filter { $0.kind == .message }
      .compactMap { context.index.file(defining: $0.typeName)?.name }
    return Set(others).subtracting([file.name]).sorted()
  }
}
