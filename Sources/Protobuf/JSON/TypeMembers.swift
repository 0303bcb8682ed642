/// Where the members `@type` of the objects of a text stand.
///
/// The type of a `google.protobuf.Any` may stand anywhere in its object, and nothing else in there
/// can be read before it. When it does not come first the object is searched in advance; what the
/// search finds in objects within is kept, so that however many lie in each other, no part of the
/// text is searched twice.
struct TypeMembers {
  /// Where a byte of the text lies.
  typealias Place = UnsafeMutablePointer<UInt8>

  private static let name: StaticString = "@type"

  /// An object is being searched.
  var isSearching = false
  /// Places of values, by the places of the objects they stand in.
  private var values: [Place: Place] = [:]
  /// Up to here the text was searched.
  private(set) var searched: Place?

  /// Notes the value's place in an object; of two the first stands.
  mutating func note(_ value: Place, in object: Place) {
    if values[object] == nil { values[object] = value }
  }

  /// The text was searched up to `place`.
  mutating func finish(at place: Place) {
    isSearching = false
    searched = place
  }

  /// Where the value stands in an object; nil when the object has none.
  func value(in object: Place) -> Place? { values[object] }

  /// Whether a name, without escapes, is `@type`.
  @inline(__always)
  static func isName(_ name: UnsafeRawBufferPointer) -> Bool {
    name.count == 5 && name[0] == UInt8(ascii: "@") && isNameOrEscaped(name)
  }

  /// Whether a name is `@type`, also if it is written with escapes.
  static func isNameOrEscaped(_ text: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    for place in 0..<name.utf8CodeUnitCount {
      let letter = name.utf8Start[place]
      if index < text.count, text[index] == letter {
        index += 1
      } else if isEscape(of: letter, text[min(index, text.count)...]) {
        index += 6
      } else {
        return false
      }
    }
    return index == text.count
  }

  /// Whether text begins with the escape of an ASCII letter, such as `\u0040`.
  private static func isEscape(
    of letter: UInt8, _ text: Slice<UnsafeRawBufferPointer>
  ) -> Bool {
    guard text.prefix(4).elementsEqual("\\u00".utf8), text.count >= 6,
      let high = JSONBytes.hexValue(text[text.startIndex + 4]),
      let low = JSONBytes.hexValue(text[text.startIndex + 5])
    else { return false }
    return high &<< 4 | low == UInt32(letter)
  }
}
