/// Values that are stepped over.
extension JSONReader {
  /// Steps over any value, which must be JSON all the same. `depth` counts the levels of messages
  /// that may still be entered; each may take an object and a list around it.
  mutating func skip(depth: Int) throws(Fault) {
    try skip(levels: 2 &* depth &+ 2)
  }

  private mutating func skip(levels: Int) throws(Fault) {
    switch next() {
    case UInt8(ascii: "\""): _ = try skipText()
    case UInt8(ascii: "{"): try skipObject(levels: levels)
    case UInt8(ascii: "["): try skipList(levels: levels)
    case UInt8(ascii: "t"): try literal("true")
    case UInt8(ascii: "f"): try literal("false")
    case UInt8(ascii: "n"): try literal("null")
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      guard let number = JSONNumber(at: place) else { throw fault(.invalidNumber) }
      place = number.end
    default: throw fault(.noValue)
    }
  }

  private mutating func skipList(levels: Int) throws(Fault) {
    guard levels > 0 else { throw fault(.tooDeep) }
    if try isEmpty(UInt8(ascii: "["), UInt8(ascii: "]"), else: .notList) { return }
    repeat {
      try skip(levels: levels &- 1)
    } while try !isAtEnd(of: UInt8(ascii: "]"))
  }

  /// Steps over an object and, in a search for types, notes where its own stands.
  private mutating func skipObject(levels: Int) throws(Fault) {
    guard levels > 0 else { throw fault(.tooDeep) }
    let start = place
    if try isEmpty(UInt8(ascii: "{"), UInt8(ascii: "}"), else: .notObject) { return }
    repeat {
      guard next() == UInt8(ascii: "\"") else { throw fault(.noName) }
      let name = try skipText()
      try colon()
      if typeMembers.isSearching && TypeMembers.isNameOrEscaped(name) {
        _ = next()
        typeMembers.note(place, in: start)
      }
      try skip(levels: levels &- 1)
    } while try !isAtEnd(of: UInt8(ascii: "}"))
  }
}
