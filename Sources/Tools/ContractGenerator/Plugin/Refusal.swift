/// Something that the generator does not bear, with the place where it stands.
struct Refusal: Equatable, CustomStringConvertible {
  /// The path of the .proto file; empty for a refusal of the command line.
  var file: String
  /// Where in the file.
  var place = SourcePlace()
  /// What is wrong and what to do about it.
  var sentence: String

  /// "file:line:column: sentence", as compilers print it.
  var description: String {
    if file.isEmpty { return sentence }
    if place.line == 0 { return "\(file): \(sentence)" }
    return "\(file):\(place.line):\(place.column): \(sentence)"
  }
}
