/// A sum of fractions, kept exactly, so that rounding it is right also where it lies on the edge.
///
/// Whole parts are taken out at once. What is left, a proper fraction for each denominator, is
/// brought to one denominator only when the sum is rounded:
/// ```
/// Σ rᵢ/dᵢ  =  Σ (rᵢ · Π d of the others)  /  Π d
/// ```
package struct ExactSum: Sendable {
  private var whole: UInt64 = 0
  private var fractions: [(remainder: UInt64, denominator: UInt64)] = []

  /// Nothing.
  package init() {}

  /// Adds `numerator / denominator`.
  ///
  /// - Precondition: `denominator` is from 1 to 2⁶³, and the sum stays below 2⁶⁴.
  package mutating func add(_ numerator: UInt64, over denominator: UInt64) {
    precondition((1...(1 << 63)).contains(denominator), "a fraction needs a denominator")
    whole += numerator / denominator
    let remainder = numerator % denominator
    guard remainder != 0 else { return }
    guard let index = fractions.firstIndex(where: { $0.denominator == denominator }) else {
      fractions.append((remainder, denominator))
      return
    }
    let sum = fractions[index].remainder + remainder
    whole += sum / denominator
    fractions[index].remainder = sum % denominator
  }

  /// The largest whole number that is not larger.
  package var roundedDown: UInt64 {
    let one = fractions.reduce(BigNatural(1)) { $0 * $1.denominator }
    var sum = BigNatural(0)
    for (index, fraction) in fractions.enumerated() {
      var share = BigNatural(fraction.remainder)
      for (other, next) in fractions.enumerated() where other != index {
        share = share * next.denominator
      }
      sum += share
    }
    var result = whole
    var reached = one
    // Fewer fractions than ten, each below one: few turns.
    while reached <= sum {
      result += 1
      reached += one
    }
    return result
  }

  /// The nearest whole number; a half goes up.
  package var roundedHalfUp: UInt64 {
    var raised = self
    raised.add(1, over: 2)
    return raised.roundedDown
  }
}
