/// Strings and bytes.
extension JSONBuffer {
  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")

  /// Writes UTF-8 in quotes. Quotes, backslashes and control characters are escaped, all else
  /// stands as it is.
  @inline(__always)
  mutating func text(_ text: UnsafeRawBufferPointer) {
    reserve(text.count &+ 10)
    put(Self.quote)
    if let source = text.baseAddress { escaped(source, text.count) }
    put(Self.quote)
  }

  /// Writes the characters of a string and leaves room for one byte more.
  ///
  /// Eight bytes are copied at once before they are judged; what stands behind a byte that has to
  /// be escaped is written again.
  private mutating func escaped(_ source: UnsafeRawPointer, _ count: Int) {
    var index = 0
    while index &+ 8 <= count {
      let word = (source + index).loadUnaligned(as: UInt64.self)
      UnsafeMutableRawPointer(place).storeBytes(of: word, as: UInt64.self)
      let marks = JSONBytes.marks(UInt64(littleEndian: word))
      if marks == 0 {
        place += 8
        index &+= 8
      } else {
        let plain = marks.trailingZeroBitCount &>> 3
        place += plain
        index &+= plain
        escape((source + index).load(as: UInt8.self), left: count &- index)
        index &+= 1
      }
    }
    while index < count {
      let byte = (source + index).load(as: UInt8.self)
      if byte < 0x20 || byte == Self.quote || byte == Self.backslash {
        escape(byte, left: count &- index)
      } else {
        put(byte)
      }
      index &+= 1
    }
  }

  /// Writes the escape of one byte and makes room for the `left` bytes that remain.
  @inline(never)
  private mutating func escape(_ byte: UInt8, left: Int) {
    reserve(left &+ 15)
    put(Self.backslash)
    switch byte {
    case Self.quote, Self.backslash: put(byte)
    case 0x08: put(UInt8(ascii: "b"))
    case 0x09: put(UInt8(ascii: "t"))
    case 0x0a: put(UInt8(ascii: "n"))
    case 0x0c: put(UInt8(ascii: "f"))
    case 0x0d: put(UInt8(ascii: "r"))
    default:
      put(UInt8(ascii: "u"))
      put(UInt8(ascii: "0"))
      put(UInt8(ascii: "0"))
      put(UInt8(ascii: "0") &+ (byte &>> 4))
      put(Self.hexDigit(byte & 15))
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") &+ value : UInt8(ascii: "a") &+ (value &- 10)
  }

  /// Writes a C string in quotes.
  @inline(__always)
  mutating func text(_ name: UnsafePointer<CChar>) { text(CName.bytes(name)) }

  /// Writes bytes in quotes, in base 64 with padding.
  mutating func base64(_ bytes: UnsafeRawBufferPointer) {
    reserve((bytes.count &+ 2) / 3 &* 4 &+ 2)
    put(Self.quote)
    place += Base64.encode(bytes, to: place)
    put(Self.quote)
  }
}
