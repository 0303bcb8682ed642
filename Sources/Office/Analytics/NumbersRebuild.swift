/// What came of computing the numbers from the cases again.
package struct NumbersRebuild: Equatable, Sendable {
  /// How the numbers were that had been counted change by change.
  package enum Outcome: Sendable {
    /// The same.
    case same
    /// Others; they were replaced.
    case differed
    /// Not complete, since the feed no longer kept the changes that were missing; replaced.
    case wasBehind
  }

  /// How many cases there are.
  package let cases: Int

  /// How the numbers were before.
  package let outcome: Outcome
}
