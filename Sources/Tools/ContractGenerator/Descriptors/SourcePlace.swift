/// Where an element stands in its .proto file, and what the comment beside it says.
struct SourcePlace: Equatable, Sendable {
  /// The line, counted from 1; 0 if the request came without source information.
  var line = 0
  /// The column, counted from 1; 0 if the request came without source information.
  var column = 0
  /// The comment above the element, else the one behind it, as lines without comment marks.
  var comment: [String] = []

  /// The comment up to the first full stop that a new sentence or nothing follows, or up to the end
  /// of its first paragraph; empty without a comment.
  var firstSentence: String {
    let paragraph = comment.prefix { !$0.isEmpty }.joined(separator: " ")
    var words: [Substring] = []
    for word in paragraph.split(separator: " ") {
      if words.last?.last == ".", word.first?.isLowercase == false { break }
      words.append(word)
    }
    return words.joined(separator: " ")
  }
}
