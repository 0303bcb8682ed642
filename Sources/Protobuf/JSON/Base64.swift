/// Bytes as text by RFC 4648: written in the standard alphabet with padding, read in the standard
/// or the URL alphabet, with or without padding.
enum Base64 {
  private static let alphabet: StaticString =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

  /// Writes the text of `bytes` and returns its length, four for each three bytes begun.
  static func encode(_ bytes: UnsafeRawBufferPointer, to text: UnsafeMutablePointer<UInt8>) -> Int {
    let letters = alphabet.utf8Start
    let count = bytes.count
    guard let source = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
    var place = text
    var index = 0
    while index &+ 3 <= count {
      let bits =
        Int(source[index]) &<< 16 | Int(source[index &+ 1]) &<< 8 | Int(source[index &+ 2])
      place[0] = letters[bits &>> 18]
      place[1] = letters[bits &>> 12 & 63]
      place[2] = letters[bits &>> 6 & 63]
      place[3] = letters[bits & 63]
      place += 4
      index &+= 3
    }
    if index < count {
      let isTwo = index &+ 2 == count
      let bits = Int(source[index]) &<< 16 | (isTwo ? Int(source[index &+ 1]) &<< 8 : 0)
      place[0] = letters[bits &>> 18]
      place[1] = letters[bits &>> 12 & 63]
      place[2] = isTwo ? letters[bits &>> 6 & 63] : UInt8(ascii: "=")
      place[3] = UInt8(ascii: "=")
      place += 4
    }
    return place - text
  }

  /// Reads `count` characters into the same memory and returns how many bytes they make; nil when
  /// they are no base 64.
  static func decode(inPlace text: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int? {
    var length = count
    if count & 3 == 0 {
      for _ in 0..<2 where length > 0 && text[length &- 1] == UInt8(ascii: "=") { length &-= 1 }
    }
    if length & 3 == 1 { return nil }
    var place = text
    var wrong: UInt8 = 0
    var index = 0
    while index &+ 4 <= length {
      let (first, second) = (value(text[index]), value(text[index &+ 1]))
      let (third, fourth) = (value(text[index &+ 2]), value(text[index &+ 3]))
      wrong |= first | second | third | fourth
      place[0] = first &<< 2 | second &>> 4
      place[1] = second &<< 4 | third &>> 2
      place[2] = third &<< 6 | fourth
      place += 3
      index &+= 4
    }
    if index < length {
      let (first, second) = (value(text[index]), value(text[index &+ 1]))
      wrong |= first | second
      place[0] = first &<< 2 | second &>> 4
      place += 1
      if length &- index == 3 {
        let third = value(text[index &+ 2])
        wrong |= third
        place[0] = second &<< 4 | third &>> 2
        place += 1
      }
    }
    return wrong < 64 ? place - text : nil
  }

  /// The value of a character; 64 and above for one that is in neither alphabet.
  @inline(__always)
  private static func value(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x41...0x5a: byte &- 0x41
    case 0x61...0x7a: byte &- 0x47
    case 0x30...0x39: byte &+ 4
    case 0x2b, 0x2d: 62
    case 0x2f, 0x5f: 63
    default: 64
    }
  }
}
