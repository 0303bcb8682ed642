package import LintasMessages

extension Certificate {
  /// Whether it counts on `day`: until its last day, and never if that is no day.
  package func isValid(on day: CivilDate) -> Bool {
    CivilDate(validUntil).map { day <= $0 } ?? false
  }
}
