/// Emits the body of a message's check: field by field, in the order of their numbers.
struct MessageCheckEmitter {
  /// The run.
  let context: GenerationContext
  /// Full names of the messages that have a rule or reach one.
  let ruled: Set<String>
  /// The message.
  let message: MessageDescriptor

  /// The statements of all fields.
  func emit(_ printer: inout CodePrinter) {
    for field in message.fieldsByNumber { check(field, &printer) }
  }

  private func check(_ field: FieldDescriptor, _ printer: inout CodePrinter) {
    let rule = context.options.rule(of: field)
    guard rule != nil || ruled.contains(field.typeName) else { return }
    let slot = "\(CNames.slot(message, field))()"
    if field.isRepeated {
      list(field, rule, slot, &printer)
    } else if field.kind == .message {
      child(field, rule, slot, isMember: message.oneof(of: field) != nil, &printer)
    } else {
      value(field, rule, slot, isMember: message.oneof(of: field) != nil, &printer)
    }
  }

  private func emitter(
    _ field: FieldDescriptor, _ rule: FieldRule?, isElement: Bool = false
  ) -> ValueCheckEmitter {
    ValueCheckEmitter(
      field: field, rule: rule,
      numbers: context.index.enumeration(field.typeName)?.values.map(\.number) ?? [],
      isElement: isElement)
  }

  /// A field with one value that is no message. A member of a oneof is demanded only while it is
  /// the one that is set.
  private func value(
    _ field: FieldDescriptor, _ rule: FieldRule?, _ slot: String, isMember: Bool,
    _ printer: inout CodePrinter
  ) {
    let check = emitter(field, rule)
    let name = "value\(field.number)"
    let isImplicit = !isMember && !field.isProto3Optional
    if isImplicit { printer.line(check.binding(name, of: "message", slot)) }
    let presence = isMember ? "message.isCase(\(slot))" : "message.has(\(slot))"
    branch(
      isImplicit ? check.isGiven(name) : presence,
      isNot: isImplicit ? check.isZero(name) : "!\(presence)",
      then: check.isEmpty
        ? nil
        : {
          if !isImplicit { $0.line(check.binding(name, of: "message", slot)) }
          check.emit(name, &$0)
        },
      else: rule?.isRequired == true && !isMember ? check.report("required") : nil, &printer)
  }

  /// A field with one message.
  private func child(
    _ field: FieldDescriptor, _ rule: FieldRule?, _ slot: String, isMember: Bool,
    _ printer: inout CodePrinter
  ) {
    let name = "child\(field.number)"
    branch(
      "let \(name) = message.\(isMember ? "member" : "message")(\(slot))",
      isNot: "!message.hasMessage(\(slot))",
      then: ruled.contains(field.typeName)
        ? { $0.line("violations.check(\(name), as: \(type(field.typeName)), \"\(field.name)\")") }
        : nil,
      else: rule?.isRequired == true && !isMember
        ? emitter(field, rule).report("required") : nil, &printer)
  }

  /// A list or a map: its length, and then its elements, unless there are too many.
  private func list(
    _ field: FieldDescriptor, _ rule: FieldRule?, _ slot: String, _ printer: inout CodePrinter
  ) {
    let whole = emitter(field, rule)
    let name = "list\(field.number)"
    let elements = elements(field, rule, name)
    printer.line("let \(name) = message.list(\(slot))")
    var heads: [(condition: String, report: String)] = []
    if rule?.isRequired == true { heads.append(("\(name).isEmpty", whole.report("required"))) }
    if let limit = rule?.maxItems {
      heads.append(("\(name).count > \(limit)", whole.report("maxItems", limit)))
    }
    for (index, head) in heads.enumerated() {
      printer.line("\(index == 0 ? "if" : "} else if") \(head.condition) {")
      printer.line("  \(head.report)")
    }
    guard let elements else {
      if !heads.isEmpty { printer.line("}") }
      return
    }
    let loop = { (printer: inout CodePrinter) in
      printer.block("for index in 0..<\(name).count {") {
        $0.line("if violations.isFull { return }")
        elements(&$0)
      }
    }
    if heads.isEmpty { loop(&printer) } else { printer.block("} else {", loop) }
  }

  /// The check of one element, at `index`; nil if there is nothing to check.
  private func elements(
    _ field: FieldDescriptor, _ rule: FieldRule?, _ list: String
  ) -> ((inout CodePrinter) -> Void)? {
    if let entry = context.index.mapEntry(of: field) { return entries(field, entry, list) }
    if field.kind == .message {
      guard ruled.contains(field.typeName) else { return nil }
      return {
        $0.line("let child = \(list).message(at: index)")
        $0.line(
          "violations.check(child, as: \(type(field.typeName)), \"\(field.name)\", at: index)")
      }
    }
    let check = emitter(field, rule, isElement: true)
    let isRequired = rule?.isRequired == true && field.kind != .message
    if check.isEmpty && !isRequired { return nil }
    return { printer in
      printer.line(check.binding("value", of: list, "at: index"))
      if !isRequired { return check.emit("value", &printer) }
      branch(
        check.isGiven("value"), isNot: check.isZero("value"),
        then: check.isEmpty ? nil : { check.emit("value", &$0) },
        else: check.report("required"), &printer)
    }
  }

  /// The check of one entry of a map, whose value is a message that has or reaches a rule.
  private func entries(
    _ field: FieldDescriptor, _ entry: MessageDescriptor, _ list: String
  ) -> ((inout CodePrinter) -> Void)? {
    guard let value = entry.fields.first(where: { $0.number == 2 }), value.kind == .message,
      ruled.contains(value.typeName)
    else { return nil }
    return {
      $0.line("let entry = \(list).message(at: index)")
      $0.line("let child = entry.entryMessage(\(CNames.slot(entry, value))())")
      let table = context.types.reference(entry.fullName, within: message) + "._table"
      $0.block("violations.check(", tail: ")") {
        $0.line("entry: entry, \(table), value: child,")
        $0.line("as: \(type(value.typeName)), \"\(field.name)\"")
      }
    }
  }

  private func type(_ fullName: String) -> String {
    "\(context.types.reference(fullName, within: message)).self"
  }

  /// Prints what is done if a field is there, and if it is not.
  private func branch(
    _ condition: String, isNot opposite: String, then: ((inout CodePrinter) -> Void)?,
    else otherwise: String?, _ printer: inout CodePrinter
  ) {
    guard let then else {
      if let otherwise { printer.brief("if \(opposite)", otherwise) }
      return
    }
    // The shorter question first, and the shorter answer.
    let asksOpposite = otherwise != nil && !opposite.hasPrefix("!")
    printer.line("if \(asksOpposite ? opposite : condition) {")
    let answers = [then, otherwise.map { line in { $0.line(line) } }].compactMap { $0 }
    for (index, answer) in (asksOpposite ? answers.reversed() : answers).enumerated() {
      if index > 0 { printer.line("} else {") }
      printer.indented(answer)
    }
    printer.line("}")
  }
}
