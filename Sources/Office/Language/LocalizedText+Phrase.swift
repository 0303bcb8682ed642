package import LintasMessages
internal import LintasProtobuf

extension LocalizedText {
  /// Takes over a sentence, in place.
  package mutating func set(_ phrase: Phrase) {
    indonesian = phrase.indonesian
    english = phrase.english
  }
}
