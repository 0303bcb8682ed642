import Testing

@testable import LintasContractGenerator

/// Options arrive as bytes, and no bytes whatever make the reader trap.
struct WireTests {
  /// What is written is read again.
  @Test func `reads what it writes`() {
    var writer = WireWriter()
    writer.varint(1, -1)
    writer.string(2, "text")
    writer.flag(3, false)
    writer.message(536_870_911) { $0.varint(1, 300) }
    var reader = WireReader(writer.bytes)
    #expect(reader.next()?.value == .number(.max))
    #expect(reader.next()?.value == .data(Array("text".utf8)))
    let last = reader.next()
    #expect(last?.number == 536_870_911)
    #expect(last?.value == .data([8, 0xac, 2]))
    #expect(reader.next() == nil)
  }

  /// Random bytes end somewhere, without a trap.
  @Test func `bears any bytes`() {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed \(seed)")
    var state = seed
    func random() -> UInt8 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
    for _ in 0..<2_000 {
      let bytes = (0..<Int(random() % 40)).map { _ in random() }
      var reader = WireReader(bytes)
      var fields = 0
      while reader.next() != nil { fields += 1 }
      #expect(fields <= bytes.count)
    }
  }
}
