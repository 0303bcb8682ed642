import Testing

@testable import LintasRPC

/// Promise: what was compressed comes back, message after message; what is no gzip, or not all of
/// it, is told so; and no message takes more memory than the limit, whatever it would become.
@Suite struct GzipCodecTests {
  private let codec = GzipCodec()

  @Test func messagesComeBack() throws {
    var random = SeededGenerator()
    for _ in 0..<200 {
      let size = Int.random(in: 0...20_000, using: &random)
      let letters = UInt8.random(in: 1...255, using: &random)
      let message = (0..<size).map { _ in UInt8.random(in: 0..<letters, using: &random) }
      guard let compressed = compress(message) else {
        // Only what gzip does not make smaller is left as it is.
        #expect(size < 1_000 || letters > 100)
        continue
      }
      #expect(compressed.count < size)
      #expect(try inflate(compressed, limit: size) == message)
    }
  }

  @Test func limitIsOfWhatComesOut() throws {
    for size in [1, 1_023, 1_024, 1_025, 100_000] {
      let compressed = try #require(compress([UInt8](repeating: 0, count: size + 100)))
      #expect(try inflate(compressed, limit: size + 100).count == size + 100)
      #expect(throws: FramingFault.inflatedTooLarge(size + 99)) {
        try inflate(compressed, limit: size + 99)
      }
    }
  }

  /// A hundred million bytes from a hundred thousand.
  @Test func bombTakesNoMoreMemoryThanTheLimit() throws {
    let bomb = try #require(compress([UInt8](repeating: 0, count: 100_000_000)))
    #expect(bomb.count < 110_000)
    let fresh = GzipCodec()
    #expect(throws: FramingFault.inflatedTooLarge(1 << 20)) {
      _ = try bomb.withUnsafeBytes { bytes throws(FramingFault) in
        try fresh.inflate(bytes, limit: 1 << 20).count
      }
    }
    #expect(fresh.bufferBytes <= 1 << 20 + 1)
  }

  /// A block that grew large is not kept.
  @Test func memoryIsGivenBack() throws {
    let compressed = try #require(compress([UInt8](repeating: 0, count: 4_000_000)))
    #expect(try inflate(compressed, limit: 4_000_000).count == 4_000_000)
    _ = compress([UInt8](repeating: 0, count: 1_000))
    _ = try inflate(try #require(compress([UInt8](repeating: 0, count: 100))), limit: 100)
    #expect(codec.bufferBytes <= 2 * 256 * 1024)
  }

  @Test func partIsCorrupt() throws {
    let whole = try #require(compress([UInt8](repeating: 5, count: 500)))
    for count in 0..<whole.count {
      #expect(throws: FramingFault.corrupt) { try inflate(Array(whole[..<count]), limit: 500) }
    }
    #expect(throws: FramingFault.corrupt) { try inflate(whole + [0], limit: 500) }
    #expect(throws: FramingFault.corrupt) { try inflate(whole + whole, limit: 5_000) }
    #expect(try inflate(whole, limit: 500).count == 500)
  }

  /// Some bits of gzip's format mean nothing; no other may be wrong unnoticed.
  @Test func wrongBitsAreCorruptOrMeanNothing() throws {
    let message = (0..<500).map { UInt8(truncatingIfNeeded: $0 / 7) }
    let whole = try #require(compress(message))
    for bit in 0..<(whole.count * 8) {
      var wrong = whole
      wrong[bit / 8] ^= 1 << (bit % 8)
      let inflated = try? inflate(wrong, limit: 5_000)
      #expect(inflated == nil || inflated == message)
    }
  }

  @Test func anyBytesAreNoTrap() {
    var random = SeededGenerator()
    for _ in 0..<2_000 {
      var bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      if Bool.random(using: &random) { bytes = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + bytes }
      _ = try? inflate(bytes, limit: Int.random(in: 0...2_000, using: &random))
    }
  }

  private func compress(_ message: [UInt8]) -> [UInt8]? {
    framed(message).withUnsafeBytes { codec.deflate(framed: $0) }.map { bytes in
      #expect(bytes[0] == 1)
      let length = bytes[1..<5].reduce(0) { $0 << 8 | Int($1) }
      #expect(length == bytes.count - 5)
      return Array(bytes.dropFirst(5))
    }
  }

  private func inflate(_ message: [UInt8], limit: Int) throws(FramingFault) -> [UInt8] {
    let outcome = message.withUnsafeBytes { bytes in
      Result { () throws(FramingFault) in Array(try codec.inflate(bytes, limit: limit)) }
    }
    return try outcome.get()
  }
}
