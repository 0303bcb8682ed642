package import LintasMessages

/// A grade of the index and where it begins.
package struct SatisfactionBand: Sendable {
  /// The grade.
  package let grade: SatisfactionGrade

  /// The least index of the grade, times 100.
  package let from: Int

  /// The grade in words.
  package let text: Phrase

  /// A grade from an index (times 100) upwards.
  package init(grade: SatisfactionGrade, from: Int, text: Phrase) {
    self.grade = grade
    self.from = from
    self.text = text
  }
}
