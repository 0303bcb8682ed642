/// A sentence in both languages of the office.
package struct Phrase: Hashable, Sendable {
  /// In Indonesian.
  package let indonesian: String

  /// In English.
  package let english: String

  /// The sentence in both languages.
  package init(id indonesian: String, en english: String) {
    self.indonesian = indonesian
    self.english = english
  }

  /// The sentence in one language.
  package func text(in language: Language) -> String {
    switch language {
    case .indonesian: indonesian
    case .english: english
    }
  }
}
