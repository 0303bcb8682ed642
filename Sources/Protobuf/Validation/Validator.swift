internal import CProtobufC

/// Walks a tree by its tables and collects violations.
struct Validator {
  let formats: FormatChecks
  var violations: [Violation] = []
  /// The way to the message being walked.
  private var trail: [PathStep] = []

  /// Violations after which nothing more is looked at: who sends a million faults is told of some.
  static let mostViolations = 100
  private var isFull: Bool { violations.count >= Self.mostViolations }

  init(formats: FormatChecks) { self.formats = formats }

  mutating func message(_ message: UnsafeMutableRawPointer, _ layout: Layout) {
    for index in 0..<layout.count {
      if isFull { return }
      let field = layout.fields + index
      let below = field.pointee.child.map { $0.reachesRules } ?? false
      guard field.pointee.rule != nil || below else { continue }
      if field.isRepeated {
        repeated(message, field, layout, index)
      } else {
        singular(message, field, layout, index)
      }
    }
  }

  private mutating func singular(
    _ message: UnsafeMutableRawPointer, _ field: FieldLayout, _ layout: Layout, _ index: Int
  ) {
    guard isPresent(message, field) else {
      if let rule = field.pointee.rule, rule.pointee.flags & RuleFlag.required != 0 {
        // A member of a oneof is demanded only while it is the one that is set.
        if !field.isOneof { report(PathStep(field: field), ContractRule.required) }
      }
      return
    }
    element(message + field.offset, field, layout, index, PathStep(field: field))
  }

  private mutating func repeated(
    _ message: UnsafeMutableRawPointer, _ field: FieldLayout, _ layout: Layout, _ index: Int
  ) {
    let count = (message + field.quantifier).load(as: Int.self)
    if let rule = field.pointee.rule?.pointee {
      if rule.flags & RuleFlag.required != 0 && count == 0 {
        report(PathStep(field: field), ContractRule.required)
      }
      if rule.flags & RuleFlag.maxItems != 0 && count > Int(rule.max_items) {
        report(PathStep(field: field), ContractRule.maxItems, limit: rule.max_items)
        return
      }
    }
    if count == 0 { return }
    let array = (message + field.offset).load(as: UnsafeMutableRawPointer.self)
    for place in 0..<count {
      if isFull { return }
      if field.isMap {
        entry(MapEntries.entry(array, place), field)
        continue
      }
      let value = array + place &* field.stride
      let path = PathStep(field: field, place: .element(place))
      if let rule = field.pointee.rule, rule.pointee.flags & RuleFlag.required != 0,
        field.pointee.kind != FieldKind.message && isZero(value, field)
      {
        report(path, ContractRule.required)
      } else {
        element(value, field, layout, index, path)
      }
    }
  }

  /// The value of a map's entry; the path shows the key.
  private mutating func entry(_ entry: UnsafeMutableRawPointer, _ field: FieldLayout) {
    let layout = field.child
    let value = layout.fields + 1
    let path = PathStep(field: field, place: .entry(entry, layout))
    element(entry + value.offset, value, layout, 1, path)
  }

  /// One value that is there.
  private mutating func element(
    _ value: UnsafeMutableRawPointer, _ field: FieldLayout, _ layout: Layout, _ index: Int,
    _ path: PathStep
  ) {
    if field.pointee.kind == FieldKind.message {
      guard let child = value.load(as: UnsafeMutableRawPointer?.self) else { return }
      guard field.child.reachesRules else { return }
      trail.append(path)
      message(child, field.child)
      trail.removeLast()
      return
    }
    guard let rule = field.pointee.rule else { return }
    switch field.pointee.kind {
    case FieldKind.string: text(value, rule.pointee, path)
    case FieldKind.bytes: length(value.load(as: Int.self), rule.pointee, path)
    case FieldKind.float, FieldKind.double: fraction(value, field, rule.pointee, path)
    default: number(value, field, rule.pointee, EnumNames(layout, index), path)
    }
  }

  mutating func report(_ path: PathStep, _ rule: String) {
    report(Violation(path: text(path), rule: rule))
  }

  mutating func report(_ path: PathStep, _ rule: String, limit: some BinaryInteger) {
    report(Violation(path: text(path), rule: rule, parameters: ["\(limit)"]))
  }

  private mutating func report(_ violation: Violation) {
    if !isFull { violations.append(violation) }
  }

  /// The whole path of a value, from the message that is checked.
  private func text(_ last: PathStep) -> String {
    var text = ""
    for step in trail { text += step.text + "." }
    return text + last.text
  }

  /// Whether a singular field counts as given: an implicit one when it is not zero or empty.
  private func isPresent(_ message: UnsafeMutableRawPointer, _ field: FieldLayout) -> Bool {
    let value = message + field.offset
    if field.isOneof {
      return (message + field.quantifier).load(as: UInt32.self) == field.pointee.number
    }
    if field.pointee.kind == FieldKind.message {
      return value.load(as: UnsafeMutableRawPointer?.self) != nil
    }
    if !field.isImplicit { return (message + field.quantifier).load(as: UInt32.self) != 0 }
    return !isZero(value, field)
  }

  /// Whether a number is zero, or a string or bytes are empty.
  private func isZero(_ value: UnsafeMutableRawPointer, _ field: FieldLayout) -> Bool {
    if FieldKind.isDelimited(field.pointee.kind) { return value.load(as: Int.self) == 0 }
    return field.stride == 8
      ? value.load(as: UInt64.self) == 0 : value.load(as: UInt32.self) == 0
  }
}
