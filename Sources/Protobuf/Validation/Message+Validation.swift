extension Message {
  /// All violations of the contract's rules in this message and below, in the order of the fields'
  /// numbers; empty when there are none. A field that is absent breaks no rule but `required`.
  public func validate(formats: FormatChecks) -> [Violation] {
    let layout = Self._table.layout
    if !layout.reachesRules { return [] }
    var validator = Validator(formats: formats)
    validator.message(_ref.pointer, layout)
    withExtendedLifetime(_ref.box) {}
    return validator.violations
  }
}
