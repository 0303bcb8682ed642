internal import CProtobufC

/// Reads JSON into a tree of C structures, by the proto3 mapping (protobuf.dev, "ProtoJSON
/// Format") and the message's table, in one pass.
///
/// The text has been checked as UTF-8 and copied into the arena. Strings point into that copy;
/// escapes and base 64 are undone where they stand, since neither grows. Behind the text lie zeros,
/// which belong to no value, so that nothing has to ask where the text ends before it reads on.
struct JSONReader {
  /// Where a byte of the text lies.
  typealias Place = UnsafeMutablePointer<UInt8>

  /// Why reading ends.
  struct Fault: Error {
    let reason: JSONDecodingError.Reason
    private let address: UInt
    init(_ reason: JSONDecodingError.Reason, at place: Place) {
      self.reason = reason
      address = UInt(bitPattern: place)
    }

    /// Bytes from the beginning of a text.
    func offset(in text: Place) -> Int { Int(address &- UInt(bitPattern: text)) }
  }

  /// Where new memory is taken; the content of a `google.protobuf.Any` has an arena of its own
  /// while it is read.
  var arena: UnsafeMutablePointer<ArenaState>
  /// The next byte.
  var place: Place
  /// Behind the last byte.
  let end: Place
  let ignoresUnknown: Bool
  let types: [MessageTypes]
  /// Where a fault was found.
  var trail = JSONTrail()
  /// Members that did not stand where they were expected.
  var misses = 0
  /// The indices of names that were made because of them.
  var indices: [NameIndex] = []
  /// The members `@type` that a search in advance came by.
  var typeMembers = TypeMembers()

  /// The next byte that is no space, to which the place moves.
  @inline(__always)
  mutating func next() -> UInt8 {
    let byte = place.pointee
    return byte > 0x20 ? byte : nextBehindSpace()
  }

  private mutating func nextBehindSpace() -> UInt8 {
    while JSONBytes.isSpace(place.pointee) { place += 1 }
    return place.pointee
  }

  /// A fault at the next byte.
  func fault(_ reason: JSONDecodingError.Reason) -> Fault {
    Fault(place == end ? .endTooEarly : reason, at: place)
  }

  /// Steps over a comma, or over the bracket that ends an object or a list; true for the bracket.
  @inline(__always)
  mutating func isAtEnd(of bracket: UInt8) throws(Fault) -> Bool {
    let byte = next()
    guard byte == UInt8(ascii: ",") || byte == bracket else { throw fault(.noComma) }
    place += 1
    return byte == bracket
  }

  /// Begins an object or a list; true when it is empty, and then stepped over.
  @inline(__always)
  mutating func isEmpty(
    _ opening: UInt8, _ closing: UInt8, else reason: JSONDecodingError.Reason
  ) throws(Fault) -> Bool {
    guard next() == opening else { throw fault(reason) }
    place += 1
    guard next() == closing else { return false }
    place += 1
    return true
  }

  /// Steps over `null`, `true` or `false`; the place is at its first letter.
  @inline(__always)
  mutating func literal(_ word: StaticString) throws(Fault) {
    for index in 0..<word.utf8CodeUnitCount {
      guard place[index] == word.utf8Start[index] else { throw fault(.noValue) }
    }
    place += word.utf8CodeUnitCount
  }

  /// Reads the name of a member and the colon behind it.
  @inline(__always)
  mutating func name() throws(Fault) -> UnsafeRawBufferPointer {
    guard next() == UInt8(ascii: "\"") else { throw fault(.noName) }
    let name = try text()
    try colon()
    return name
  }

  /// Steps over the colon behind a name.
  @inline(__always)
  mutating func colon() throws(Fault) {
    guard next() == UInt8(ascii: ":") else { throw fault(.noColon) }
    place += 1
  }

  /// Reads a text whole: one value and nothing but spaces around it.
  mutating func document(
    _ message: UnsafeMutableRawPointer, _ layout: Layout, depth: Int
  ) throws(Fault) {
    try self.message(message, layout, depth: depth)
    _ = next()
    guard place == end else { throw fault(.textBehindValue) }
  }

  /// Reads a message. `depth` counts the levels that may still be entered.
  mutating func message(
    _ message: UnsafeMutableRawPointer, _ layout: Layout, depth: Int
  ) throws(Fault) {
    let form = layout.pointee.well_known
    if form != WellKnownForm.plain && form != WellKnownForm.empty {
      return try wellKnown(message, layout, depth: depth)
    }
    if try isEmpty(UInt8(ascii: "{"), UInt8(ascii: "}"), else: .notObject) { return }
    try members(message, layout, depth: depth)
  }

  /// Reads the members of an object up to its end. `isContent`: it is the content of a
  /// `google.protobuf.Any`, and its type stands among them.
  mutating func members(
    _ message: UnsafeMutableRawPointer, _ layout: Layout, isContent: Bool = false, depth: Int
  ) throws(Fault) {
    var seen = SeenFields()
    var expected = 0
    var hasType = false
    repeat {
      _ = next()
      let start = place
      let name = try name()
      if isContent && TypeMembers.isName(name) {
        guard !hasType else { throw Fault(.fieldTwice, at: start) }
        hasType = true
        try skip(depth: 0)
        continue
      }
      guard let index = find(name, layout, expected: expected) else {
        guard ignoresUnknown else { throw Fault(.unknownField, at: start) }
        try skip(depth: depth)
        continue
      }
      guard try insert(index, into: &seen, layout) else { throw Fault(.fieldTwice, at: start) }
      expected = index &+ 1
      do throws(Fault) {
        try fill(index, of: message, layout, depth: depth)
      } catch {
        trail.add(field: (layout.fields + index).pointee.name)
        throw error
      }
    } while try !isAtEnd(of: UInt8(ascii: "}"))
  }

  /// Notes that a field was given; false when it was before.
  @inline(__always)
  private mutating func insert(
    _ index: Int, into seen: inout SeenFields, _ layout: Layout
  ) throws(Fault) -> Bool {
    guard let isNew = seen.insert(index, of: layout.count, arena) else { throw fault(.overBudget) }
    return isNew
  }
}
