/// The five bytes before each gRPC message: a flag, and the length, most significant byte first.
struct MessagePrefix {
  /// How many bytes it has.
  static var size: Int { 5 }

  /// The bytes read so far, the latest lowest.
  private var bits: UInt64 = 0
  private var count = 0

  /// Whether a byte was read: the stream stands within a message.
  var isBegun: Bool { count > 0 }
  /// Whether all bytes were read.
  var isWhole: Bool { count == Self.size }
  /// The length of the message, without the prefix.
  var length: Int { Int(bits & 0xFFFF_FFFF) }

  /// Nothing read yet.
  init() {}

  /// The prefix at the start of some bytes, of which there are at least five.
  init(_ bytes: UnsafeRawBufferPointer) {
    for index in 0..<Self.size { take(bytes[index]) }
  }

  /// The prefix of a message that is not compressed.
  static func bytes(length: Int) -> [UInt8] {
    [0] + withUnsafeBytes(of: UInt32(clamping: length).bigEndian) { Array($0) }
  }

  /// Reads the next byte.
  mutating func take(_ byte: UInt8) {
    bits = bits << 8 | UInt64(byte)
    count &+= 1
  }

  /// Whether the message is compressed.
  var isCompressed: Bool { flag == 1 }

  private var flag: UInt8 { UInt8(truncatingIfNeeded: bits >> 32) }

  /// What is wrong with a whole prefix; `nil` if nothing is.
  ///
  /// - Parameters:
  ///   - limit: the most bytes that a message may have.
  ///   - takesCompressed: whether an encoding was agreed.
  func fault(limit: Int, takesCompressed: Bool) -> FramingFault? {
    if flag > 1 { return .unknownFlag(flag) }
    if isCompressed && !takesCompressed { return .compressedWithoutEncoding }
    return length > limit ? .tooLarge(length) : nil
  }

  /// How many messages there are in bytes that are whole messages with their prefixes.
  static func count(in framed: UnsafeRawBufferPointer) -> Int {
    var count = 0
    var offset = 0
    while offset + 5 <= framed.count {
      let length = framed.loadUnaligned(fromByteOffset: offset + 1, as: UInt32.self)
      offset += 5 + Int(UInt32(bigEndian: length))
      count += 1
    }
    return count
  }
}
