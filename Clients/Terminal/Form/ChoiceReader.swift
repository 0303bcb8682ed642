internal import LintasMessages
internal import LintasProtobuf

/// Turns words into the choices of the contract, and collects the words that name none.
struct ChoiceReader {
  private let entries: FormEntries
  private var wrong: [String] = []

  /// A reader of these entries.
  init(entries: FormEntries) {
    self.entries = entries
  }

  /// The choice that an entry names; unspecified if it is empty, and after a wrong word.
  mutating func choice<Choice: Enumeration>(
    _ key: FormKey, _ choices: KeyValuePairs<String, Choice>
  ) -> Choice {
    guard let word = entries[key] else { return Choice(rawValue: 0) }
    if let choice = choices.first(where: { $0.key == word }) { return choice.value }
    refuse(key, word, choices.map(\.key))
    return Choice(rawValue: 0)
  }

  /// Whether an entry says yes; an empty one says no.
  mutating func yes(_ key: FormKey) -> Bool {
    switch entries[key] {
    case nil, "no": return false
    case "yes": return true
    case .some(let word):
      refuse(key, word, ["yes", "no"])
      return false
    }
  }

  /// The papers that are named; none if all are declared by `all`.
  mutating func documents() -> [DocumentKind] {
    guard let text = entries[.documents], text != "all" else { return [] }
    return text.split(separator: ",").compactMap { part in
      let word = part.filter { $0 != " " }
      if let document = DocumentWords.kinds.first(where: { $0.key == word }) {
        return document.value
      }
      refuse(.documents, word, ["all"] + DocumentWords.kinds.map(\.key))
      return nil
    }
  }

  /// - Throws: `Complaint` with every word that names no choice.
  func check() throws {
    if wrong.isEmpty { return }
    throw Complaint(
      id: "Kata ini tidak dikenal di formulir:\(wrong.joined())",
      en: "These words of the form name no choice:\(wrong.joined())")
  }

  private mutating func refuse(_ key: FormKey, _ word: String, _ choices: [String]) {
    wrong.append("\n  \(key.rawValue): \"\(word)\" (\(choices.joined(separator: ", ")))")
  }
}
