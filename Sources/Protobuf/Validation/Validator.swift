internal import CProtobufC

/// Walks a tree by its tables and collects violations.
struct Validator {
  let formats: FormatChecks
  var violations: [Violation] = []
  /// Path of the message being walked: empty, or ending in a point.
  private var prefix = ""

  init(formats: FormatChecks) { self.formats = formats }

  mutating func message(_ message: UnsafeMutableRawPointer, _ layout: Layout) {
    for index in 0..<layout.count {
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
        if !field.isOneof { report(Self.name(field), ContractRule.required) }
      }
      return
    }
    element(message + field.offset, field, layout, index, path: Self.name(field))
  }

  private mutating func repeated(
    _ message: UnsafeMutableRawPointer, _ field: FieldLayout, _ layout: Layout, _ index: Int
  ) {
    let count = (message + field.quantifier).load(as: Int.self)
    if let rule = field.pointee.rule?.pointee {
      if rule.flags & RuleFlag.required != 0 && count == 0 {
        report(Self.name(field), ContractRule.required)
      }
      if rule.flags & RuleFlag.maxItems != 0 && count > Int(rule.max_items) {
        report(Self.name(field), ContractRule.maxItems, limit: rule.max_items)
        return
      }
    }
    if count == 0 { return }
    let array = (message + field.offset).load(as: UnsafeMutableRawPointer.self)
    for place in 0..<count {
      if field.isMap {
        entry(MapEntries.entry(array, place), field)
        continue
      }
      let value = array + place &* field.stride
      let path = "\(Self.name(field))[\(place)]"
      if let rule = field.pointee.rule, rule.pointee.flags & RuleFlag.required != 0,
        field.pointee.kind != FieldKind.message && isZero(value, field)
      {
        report(path, ContractRule.required)
      } else {
        element(value, field, layout, index, path: path)
      }
    }
  }

  /// The value of a map's entry; the path shows the key.
  private mutating func entry(_ entry: UnsafeMutableRawPointer, _ field: FieldLayout) {
    let layout = field.child
    let key = TreeText.key(entry, layout.fields)
    let value = layout.fields + 1
    element(entry + value.offset, value, layout, 1, path: "\(Self.name(field))[\(key)]")
  }

  /// One value that is there.
  private mutating func element(
    _ value: UnsafeMutableRawPointer, _ field: FieldLayout, _ layout: Layout, _ index: Int,
    path: @autoclosure () -> String
  ) {
    if field.pointee.kind == FieldKind.message {
      guard let child = value.load(as: UnsafeMutableRawPointer?.self) else { return }
      guard field.child.reachesRules else { return }
      let outer = prefix
      prefix += path() + "."
      message(child, field.child)
      prefix = outer
      return
    }
    guard let rule = field.pointee.rule else { return }
    switch field.pointee.kind {
    case FieldKind.string: text(value, rule.pointee, path())
    case FieldKind.bytes: length(value.load(as: Int.self), rule.pointee, path())
    case FieldKind.float, FieldKind.double: fraction(value, field, rule.pointee, path())
    default: number(value, field, rule.pointee, EnumNames(layout, index), path())
    }
  }

  mutating func report(_ path: String, _ rule: String) {
    violations.append(Violation(path: prefix + path, rule: rule))
  }

  mutating func report(_ path: String, _ rule: String, limit: some BinaryInteger) {
    violations.append(Violation(path: prefix + path, rule: rule, parameters: ["\(limit)"]))
  }

  private static func name(_ field: FieldLayout) -> String { String(cString: field.pointee.name) }

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
