package import LintasMessages

/// One arrow of the life of a case.
package struct CaseTransition: Sendable {
  /// What is done.
  package let action: CaseAction

  /// In which states it can be done; `unspecified` stands for "there is no case yet".
  package let from: [ApplicationState]

  /// The state after it.
  package let to: ApplicationState

  /// As what it is done.
  package let role: Role

  /// What the timeline says.
  package let phrase: Phrase
}
