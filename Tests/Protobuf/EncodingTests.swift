internal import LintasProtobuf
internal import TestMessages
internal import Testing

/// Promise: what is written is what the specification says, and reads back as it was.
@Suite struct EncodingTests {
  @Test func knownBytes() {
    let moment = Moment.with {
      $0.seconds = 150
      $0.nanos = -1
    }
    #expect(
      moment.encoded() == [
        0x08, 0x96, 0x01, 0x10, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01,
      ])
    #expect(Sample.with { $0.delta = -2 }.encoded() == [0x78, 0x03])
    #expect(Sample.with { $0.counts = [3, 270] }.encoded() == [0x42, 3, 3, 0x8e, 2])
    #expect(Sample.with { $0.submittedAt = Moment() }.encoded() == [0x22, 0])
  }

  @Test func everyNumberReadsBack() throws {
    var random = SplitMix(seed: 7)
    for _ in 0..<500 {
      let bits = random.next() &>> UInt64.random(in: 0..<64, using: &random)
      let numbers = numbers(bits)
      let bytes = numbers.encoded()
      let again = try Numbers(decoding: bytes)
      #expect(again == numbers && again.encoded() == bytes)
      #expect(again.sint64 == Int64(bitPattern: bits) && again.uint64s[1] == bits)
      #expect(again.maybeUint64 == bits && again.fixed32 == UInt32(truncatingIfNeeded: bits))
      #expect(again.sfixed64s[0] == Int64(bitPattern: bits))
    }
  }

  private func numbers(_ bits: UInt64) -> Numbers {
    let signed = Int64(bitPattern: bits)
    let low = UInt32(truncatingIfNeeded: bits)
    let half = Int32(bitPattern: low)
    return .with {
      ($0.int32, $0.int64, $0.uint32, $0.uint64) = (half, signed, low, bits)
      ($0.sint32, $0.sint64, $0.fixed32, $0.fixed64) = (half, signed, low, bits)
      ($0.sfixed32, $0.sfixed64) = (half, signed)
      ($0.float, $0.double) = (Float(bitPattern: low), Double(bitPattern: bits))
      $0.bool = bits & 1 == 1
      ($0.maybeUint64, $0.maybeFloat) = (bits, Float(bitPattern: low))
      ($0.maybeBytes, $0.maybeState) = ([], State(rawValue: half))
      ($0.int64s, $0.uint32s, $0.uint64s) = ([signed, 0], [low], [0, bits])
      ($0.sint32s, $0.sint64s) = ([half, -1], [signed, 1])
      ($0.fixed32s, $0.sfixed64s, $0.floats) = ([low], [signed], [Float(bitPattern: low), -0.0])
    }
  }

  @Test func onlyZeroBitsAreLeftOut() throws {
    #expect(Numbers.with { $0.double = 0 }.encoded() == [])
    let negative = Numbers.with {
      $0.double = -0.0
      $0.float = -0.0
    }
    #expect(negative.encoded().count == 5 + 9)
    #expect(try Numbers(decoding: negative.encoded()).double.sign == .minus)
    #expect(negative != Numbers())
    #expect(Numbers.with { $0.int32 = 0 } == Numbers())
  }

  @Test func presenceOfItsOwnIsWritten() throws {
    let sample = Sample.with {
      $0.note = ""
      $0.priority = 0
      $0.urgent = false
      $0.fee = 0
    }
    let again = try Sample(decoding: sample.encoded())
    #expect(again.hasNote && again.hasPriority && again.hasUrgent)
    #expect(again.outcome == .fee(0))
    #expect(again == sample && sample != Sample())
  }

  @Test func framesHaveGRPCsPrefix() {
    let encoder = Encoder(capacity: 1)
    let sample = fullSample()
    let bytes = [UInt8](sample.encode(with: encoder))
    let framed = [UInt8](sample.encodeFramed(with: encoder))
    let length = UInt32(bytes.count)
    #expect(framed.prefix(5) == [0, 0, 0, UInt8(length >> 8), UInt8(length & 0xff)])
    #expect(Array(framed.dropFirst(5)) == bytes)
    #expect([UInt8](Nothing().encodeFramed(with: encoder)) == [0, 0, 0, 0, 0])
  }

  @Test func aBufferGrowsAndIsUsedAgain() throws {
    let encoder = Encoder(capacity: 1)
    for size in [0, 1, 100, 70_000, 3_000_000, 5] {
      let sample = Sample.with {
        $0.etag = [UInt8](repeating: 7, count: size)
        $0.parent.tags = ["x", String(repeating: "y", count: size / 3)]
      }
      #expect(try Sample(decoding: sample.encode(with: encoder)) == sample)
    }
  }

  @Test func equalMessagesGiveEqualBytes() throws {
    let keys = (0..<100).map { "key \($0)" }
    let forward = Maps.with { for key in keys { $0.ages[key] = 1 } }
    let backward = Maps.with { for key in keys.reversed() { $0.ages[key] = 1 } }
    #expect(forward == backward && forward.hashValue == backward.hashValue)
    #expect(forward.encoded() == backward.encoded())
    #expect(try Maps(decoding: forward.encoded()) == backward)
  }
}
