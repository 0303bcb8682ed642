/// Where an element stands in its .proto file, and what the comment beside it says.
struct SourcePlace: Equatable, Sendable {
  /// The line, counted from 1; 0 if the request came without source information.
  var line = 0
  /// The column, counted from 1; 0 if the request came without source information.
  var column = 0
  /// The comment above the element, else the one behind it, as lines without comment marks.
  var comment: [String] = []
}
