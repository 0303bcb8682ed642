/// One step of the way from a message to a value in it: a field, and which of its elements.
enum ViolationStep {
  /// A field with one value.
  case field(StaticString)
  /// An element of a list, counted from 0.
  case element(StaticString, Int)
  /// An entry of a map, by its key as text.
  case entry(StaticString, key: String)

  init(_ field: StaticString, at index: Int?) {
    self = index.map { .element(field, $0) } ?? .field(field)
  }

  /// Writes the step behind a path, such as `papers[2]`.
  func append(to path: inout String) {
    switch self {
    case .field(let name): path += name.description
    case .element(let name, let index):
      path += name.description
      path += "["
      path += String(index)
      path += "]"
    case .entry(let name, let key):
      path += name.description
      path += "["
      path += key
      path += "]"
    }
  }
}
