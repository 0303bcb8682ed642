/// Who may see generated Swift.
public enum GeneratorVisibility: String, CaseIterable, Sendable {
  /// Everybody.
  case `public`
  /// The modules of the same package.
  case package
  /// The module itself.
  case `internal`
}
