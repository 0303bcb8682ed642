extension Message {
  /// All violations of the contract's rules in this message and below, in the order of the fields'
  /// numbers; empty when there are none. A field that is absent breaks no rule but `required`.
  public func validate(formats: FormatChecks) -> [Violation] {
    var collector = ViolationCollector(formats: formats)
    Self._check(CheckedMessage(of: self), &collector)
    withExtendedLifetime((_ref.box, formats)) {}
    return collector.violations
  }

  /// A message that neither has nor reaches a rule.
  @inlinable
  public static func _check(
    _ message: borrowing CheckedMessage, _ violations: inout ViolationCollector
  ) {}
}
