internal import CDescriptors

/// The places and comments of a file's elements, by their paths as SourceCodeInfo defines them.
struct SourcePlaces {
  private var places: [[Int32]: SourcePlace] = [:]

  /// Reads the places of a file. Without source information every place is empty.
  init(_ info: UnsafeMutablePointer<Google__Protobuf__SourceCodeInfo>?) {
    guard let info else { return }
    for location in pointers(info.pointee.location, info.pointee.n_location) {
      let c = location.pointee
      let path = numbers(c.path, c.n_path)
      let span = numbers(c.span, c.n_span)
      guard places[path] == nil, span.count >= 3 else { continue }
      let leading = text(c.leading_comments)
      let comment = leading.isEmpty ? text(c.trailing_comments) : leading
      places[path] = SourcePlace(
        line: Int(span[0]) + 1, column: Int(span[1]) + 1, comment: Self.lines(of: comment))
    }
  }

  /// The place of the element with this path.
  subscript(path: [Int32]) -> SourcePlace { places[path] ?? SourcePlace() }

  /// A comment's lines, without the blank after the comment mark and without empty lines around.
  private static func lines(of comment: String) -> [String] {
    var lines = comment.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let trimmed = line.hasPrefix(" ") ? line.dropFirst() : line[...]
      return String(trimmed.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    while lines.first?.isEmpty == true { lines.removeFirst() }
    return lines
  }
}
