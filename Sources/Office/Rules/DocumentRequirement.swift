package import LintasMessages

/// A paper, and when it is asked for.
package struct DocumentRequirement: Sendable {
  /// The paper.
  package let document: DocumentKind

  /// When it is asked for.
  package let circumstance: DocumentCircumstance

  /// What it is and what it must show.
  package let description: Phrase

  /// A paper asked for under a circumstance.
  package init(document: DocumentKind, circumstance: DocumentCircumstance, description: Phrase) {
    self.document = document
    self.circumstance = circumstance
    self.description = description
  }
}
