package import LintasMessages

extension MaritalStatus {
  /// Whether the person is or was married, which in passport law is as good as being of age.
  package var isEverMarried: Bool {
    self == .married || self == .divorced || self == .widowed
  }
}
