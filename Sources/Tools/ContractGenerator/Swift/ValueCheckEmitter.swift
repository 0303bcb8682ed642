/// Emits the check of one value of a field, which is there: the field itself, or an element of a
/// list.
struct ValueCheckEmitter {
  /// The field.
  let field: FieldDescriptor
  /// Its rule.
  let rule: FieldRule?
  /// The numbers of its values, if the field is an enum.
  let numbers: [Int32]
  /// Whether the value is an element, whose index is `index`.
  let isElement: Bool

  /// The Swift that reports a broken rule.
  func report(_ rule: String, _ limit: Int64? = nil) -> String {
    let limit = limit.map { ", \($0)" } ?? ""
    return "violations.add(\(place), ContractRule.\(rule)\(limit))"
  }

  /// The arguments that name the value: the field's name, and the index of an element.
  var place: String { "\"\(field.name)\"" + (isElement ? ", at: index" : "") }

  /// Whether there is anything to check.
  var isEmpty: Bool {
    guard let rule else { return true }
    return rule.minLength == nil && rule.maxLength == nil && rule.format.isEmpty
      && rule.min == nil && rule.max == nil && !rule.isDefinedOnly
  }

  /// The Swift that is true of a value that is zero or empty.
  func isZero(_ name: String) -> String {
    switch field.kind {
    case .string: "\(name).isEmpty"
    // Not a number and minus zero are given values.
    case .double, .float: "\(name).bitPattern == 0"
    case .bool: "!\(name)"
    default: "\(name) == 0"
    }
  }

  /// The Swift that is true of a value that is given.
  func isGiven(_ name: String) -> String {
    switch field.kind {
    case .string: "!\(name).isEmpty"
    case .double, .float: "\(name).bitPattern != 0"
    case .bool: name
    default: "\(name) != 0"
    }
  }

  /// The statement that binds the value to a name.
  ///
  /// - Parameter place: what is read, and where: `message` and a slot, or a list and an index.
  func binding(_ name: String, of owner: String, _ place: String) -> String {
    switch field.kind {
    case .string: "let \(name) = \(owner).text(\(place))"
    case .bytes: "let \(name) = \(owner).length(\(place))"
    default: "let \(name): \(type) = \(owner).value(\(place))"
    }
  }

  private var type: String {
    switch field.kind {
    case .double: "Double"
    case .float: "Float"
    case .int64, .sint64, .sfixed64: "Int64"
    case .uint64, .fixed64: "UInt64"
    case .uint32, .fixed32: "UInt32"
    case .bool: "Bool"
    default: "Int32"
    }
  }

  /// Prints the comparisons with the rule's limits.
  func emit(_ name: String, _ printer: inout CodePrinter) {
    guard let rule else { return }
    switch field.kind {
    case .string: text(name, rule, &printer)
    case .bytes: bytes(name, rule, &printer)
    case .double, .float: fraction(name, rule, &printer)
    default: number(name, rule, &printer)
    }
  }

  private func text(_ name: String, _ rule: FieldRule, _ printer: inout CodePrinter) {
    if let limit = rule.minLength {
      printer.brief("if \(name).isShorter(than: \(limit))", report("minLength", limit))
    }
    if let limit = rule.maxLength {
      printer.brief("if \(name).isLonger(than: \(limit))", report("maxLength", limit))
    }
    if !rule.format.isEmpty {
      printer.line("violations.check(\(name), format: \"\(rule.format)\", \(place))")
    }
  }

  private func bytes(_ name: String, _ rule: FieldRule, _ printer: inout CodePrinter) {
    if let limit = rule.minLength {
      printer.brief("if \(name) < \(limit)", report("minLength", limit))
    }
    if let limit = rule.maxLength {
      printer.brief("if \(name) > \(limit)", report("maxLength", limit))
    }
  }

  /// What is no number breaks every bound. A bound that is no fraction of this width is rounded, as
  /// a comparison would.
  private func fraction(_ name: String, _ rule: FieldRule, _ printer: inout CodePrinter) {
    let name = field.kind == .float ? "Double(\(name))" : name
    if let limit = rule.min {
      printer.brief("if !(\(name) >= \(Double(limit)))", report("min", limit))
    }
    if let limit = rule.max {
      printer.brief("if !(\(name) <= \(Double(limit)))", report("max", limit))
    }
  }

  private func number(_ name: String, _ rule: FieldRule, _ printer: inout CodePrinter) {
    if rule.isDefinedOnly {
      printer.line("switch \(name) {")
      printer.line("case \(ranges.joined(separator: ", ")): break")
      printer.line("default: \(report("definedOnly"))")
      printer.line("}")
    }
    // A number without a sign is never below zero, and the compiler would say so.
    let isUnsigned = FieldLayout(field.kind).isUnsigned
    if let limit = rule.min, !isUnsigned || limit > 0 {
      printer.brief("if \(name) < \(limit)", report("min", limit))
    }
    if let limit = rule.max { printer.brief("if \(name) > \(limit)", report("max", limit)) }
  }

  /// The numbers as ranges, rising: `0...4`, `9`.
  private var ranges: [String] {
    var ranges: [ClosedRange<Int32>] = []
    for number in Set(numbers).sorted() {
      if let last = ranges.last, last.upperBound == number - 1 {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)...\($0.upperBound)" }
  }
}
