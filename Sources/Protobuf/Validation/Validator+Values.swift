internal import CProtobufC

/// Rules of single values.
extension Validator {
  /// A string: its length in Unicode scalars, and its format.
  mutating func text(_ value: UnsafeMutableRawPointer, _ rule: LintasRule, _ path: PathStep) {
    let bytes = TreeBytes.buffer(value)
    // Each scalar has one byte that does not continue another.
    var scalars = 0
    for byte in bytes where byte & 0xc0 != 0x80 { scalars &+= 1 }
    length(scalars, rule, path)
    guard let format = rule.format else { return }
    let name = String(cString: format)
    if let reason = formats.reason(name, TreeBytes.span(value, self)) {
      report(path, reason)
    }
  }

  /// The length of a string or of bytes.
  mutating func length(_ count: Int, _ rule: LintasRule, _ path: PathStep) {
    if rule.flags & RuleFlag.minLength != 0 && count < Int(rule.min_length) {
      report(path, ContractRule.minLength, limit: rule.min_length)
    }
    if rule.flags & RuleFlag.maxLength != 0 && count > Int(rule.max_length) {
      report(path, ContractRule.maxLength, limit: rule.max_length)
    }
  }

  /// An integer, a truth value or an enum.
  mutating func number(
    _ value: UnsafeMutableRawPointer, _ field: FieldLayout, _ rule: LintasRule, _ names: EnumNames,
    _ path: PathStep
  ) {
    let isLow: Bool
    let isHigh: Bool
    if field.isUnsigned {
      let number =
        field.stride == 8 ? value.load(as: UInt64.self) : UInt64(value.load(as: UInt32.self))
      isLow = rule.min > 0 && number < UInt64(rule.min)
      isHigh = rule.max < 0 || number > UInt64(rule.max)
    } else {
      let number =
        field.stride == 8 ? value.load(as: Int64.self) : Int64(value.load(as: Int32.self))
      isLow = number < rule.min
      isHigh = number > rule.max
      if rule.flags & RuleFlag.definedOnly != 0 && field.isEnum {
        if names.name(of: Int32(truncatingIfNeeded: number)) == nil {
          report(path, ContractRule.definedOnly)
        }
      }
    }
    if rule.flags & RuleFlag.min != 0 && isLow { report(path, ContractRule.min, limit: rule.min) }
    if rule.flags & RuleFlag.max != 0 && isHigh { report(path, ContractRule.max, limit: rule.max) }
  }

  /// A number with a fraction; one that is no number breaks every bound.
  mutating func fraction(
    _ value: UnsafeMutableRawPointer, _ field: FieldLayout, _ rule: LintasRule, _ path: PathStep
  ) {
    let number =
      field.stride == 8 ? value.load(as: Double.self) : Double(value.load(as: Float.self))
    if rule.flags & RuleFlag.min != 0 && !(number >= Double(rule.min)) {
      report(path, ContractRule.min, limit: rule.min)
    }
    if rule.flags & RuleFlag.max != 0 && !(number <= Double(rule.max)) {
      report(path, ContractRule.max, limit: rule.max)
    }
  }
}
