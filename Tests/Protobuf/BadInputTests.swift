internal import LintasProtobuf
internal import TestMessages
internal import Testing

/// Promise: no bytes make the decoder trap, and none make it spend more than its limits.
@Suite struct BadInputTests {
  private func fault(_ bytes: [UInt8], limits: DecodingLimits = .default) -> DecodingError? {
    do {
      _ = try Sample(decoding: bytes, limits: limits)
      return nil
    } catch { return error }
  }

  @Test(
    arguments: [
      [0x0a], [0x0a, 0x05, 0x61], [0x08], [0x08, 0x80], [0x80], [0x00, 0x00], [0x02, 0x00],
      [0x80, 0x00, 0x00], [0x07, 0x00], [0x06, 0x00], [0x0c], [0x9b, 0x06, 0x00],
      [0x9b, 0x06, 0x94, 0x06], [0xa9, 0x01, 1, 2, 3, 4, 5, 6, 7], [0x85, 0x08, 1, 2, 3],
      [0x42, 0x01, 0x80], [0x42, 0x02, 0x80, 0x80], [0xb2, 0x01, 0x07, 1, 2, 3, 4, 5, 6, 7],
      [0x10, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
      [0xff, 0xff, 0xff, 0xff, 0x1f, 0x00], [0x8a, 0x80, 0x80, 0x80, 0x80, 0x00, 0x00],
      [0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01, 0x61],
      [0x0a, 0xff, 0xff, 0xff, 0xff, 0x07, 0x61],
    ] as [[UInt8]])
  func malformed(_ bytes: [UInt8]) {
    #expect(fault(bytes) == .malformed)
  }

  @Test(
    arguments: [
      [0x80], [0xc0, 0x80], [0xc1, 0xbf], [0xe0, 0x80, 0x80], [0xed, 0xa0, 0x80],
      [0xf4, 0x90, 0x80],
      [0xf0, 0x80, 0x80, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xff],
      [0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0xe2, 0x82], [0xe2, 0x28, 0xa1],
    ] as [[UInt8]])
  func textThatIsNotUTF8(_ text: [UInt8]) {
    #expect(fault(Wire.delimited(1, text)) == .invalidUTF8)
    #expect(fault(Wire.delimited(10, text)) == .invalidUTF8)
    #expect(fault(Wire.delimited(11, Wire.delimited(1, text))) == .invalidUTF8)
    #expect(fault(Wire.delimited(17, text)) == nil)
    #expect(String(validating: text, as: UTF8.self) == nil)
  }

  @Test func textOfAllLengthsAndScalars() throws {
    var random = SplitMix(seed: 1)
    for _ in 0..<2_000 {
      let text = random.text()
      #expect(try Sample(decoding: Wire.text(3, text)).name == text)
    }
    for scalar in [0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff] {
      let text = String(Unicode.Scalar(UInt32(scalar)).map(Character.init) ?? "?")
      #expect(try Sample(decoding: Wire.text(3, text)).name == text)
    }
  }

  @Test func everyTruncationIsRefusedOrShorter() throws {
    let whole = fullSample().encoded()
    for length in 0..<whole.count {
      if let part = try? Sample(decoding: Array(whole.prefix(length))) {
        #expect(part.encoded().count <= length)
      }
    }
  }

  @Test func nestingHasALimit() throws {
    func nested(_ levels: Int) -> [UInt8] {
      var bytes: [UInt8] = []
      for _ in 0..<levels { bytes = Wire.delimited(30, bytes) }
      return bytes
    }
    #expect(fault(nested(100)) == nil)
    #expect(fault(nested(101)) == .tooDeep)
    #expect(fault(nested(20_000)) == .tooDeep)
    let groups = [UInt8](repeating: 0x9b, count: 0) + (0..<20_000).flatMap { _ in Wire.tag(99, 3) }
    #expect(fault(groups) == .tooDeep)
    let open = (0..<50).flatMap { _ in Wire.tag(99, 3) }
    let shut = (0..<50).flatMap { _ in Wire.tag(99, 4) }
    #expect(fault(open + shut) == nil)
    #expect(fault(open) == .malformed)
  }

  @Test func memoryHasALimit() throws {
    let bomb = (0..<(1 << 20)).flatMap { _ in [0x3a, 0x00] as [UInt8] }
    #expect(fault(bomb) == .overBudget)
    let tight = DecodingLimits(
      depth: 100, baseBytes: 1 << 10, bytesPerInputByte: 2, mostBytes: 1 << 20)
    #expect(fault(Array(bomb.prefix(2_000)), limits: tight) == .overBudget)
    #expect(fault([UInt8](repeating: 0, count: 2 << 20), limits: tight) == .overBudget)
  }

  @Test func aLengthIsNotBelievedBeforeItsBytesAreThere() throws {
    // A packed run, bytes, text and a message that all promise a gigabyte.
    for field: UInt64 in [8, 17, 1, 4, 22, 77] {
      #expect(fault(Wire.tag(field, 2) + Wire.number(1 << 30) + [1, 2, 3]) == .malformed)
    }
  }

  @Test func unknownFieldsCostWhatTheyWeigh() throws {
    let alternating = (0..<100_000).flatMap { _ in
      Wire.varint(1000, 1) + Wire.varint(2, 1)
    }
    let limits = DecodingLimits(
      depth: 100, baseBytes: 64 << 10, bytesPerInputByte: 6, mostBytes: 64 << 20)
    let sample = try Sample(decoding: alternating, limits: limits)
    #expect(sample.encoded().count == 300_000 + 2)
    let only = (0..<100_000).flatMap { _ in Wire.varint(1000, 1) }
    let tight = DecodingLimits(
      depth: 100, baseBytes: 64 << 10, bytesPerInputByte: 1, mostBytes: 64 << 20)
    #expect(try Sample(decoding: only, limits: tight).encoded() == only)
  }

  /// Of an entry that is not whole nothing stays: half of one would not be read back as it is.
  @Test func aMapEntryWithAFaultIsTakenAway() throws {
    var maps = Maps.with { $0.ages = ["a": 1] }
    let entry = Wire.delimited(1, Wire.text(1, "b") + Wire.varint(2, 2))
    let half = Wire.delimited(1, Wire.text(1, "a") + [0x10, 0x80])
    #expect(throws: DecodingError.malformed) { try maps.merge(decoding: entry + half) }
    #expect(maps == Maps.with { $0.ages = ["a": 1, "b": 2] })
    #expect(try Maps(decoding: maps.encoded()) == maps)
  }

  /// Also when the budget ends in the middle: the member of a oneof that stood before goes only
  /// when the new one is there.
  @Test func whatABudgetLeavesIsReadBackAsItIs() throws {
    let whole = fullSample()
    let input = whole.encoded() + Wire.delimited(12, Wire.varint(1, 1))
    var refused = 0
    for bytes in stride(from: input.count, to: 8_192, by: 24) {
      var sample = Sample.with { $0.refusal = "no" }
      let limits = DecodingLimits(
        depth: 100, baseBytes: bytes, bytesPerInputByte: 0, mostBytes: bytes)
      if (try? sample.merge(decoding: input, limits: limits)) == nil { refused += 1 }
      #expect(try Sample(decoding: sample.encoded()) == sample, "\(bytes) bytes")
    }
    #expect(refused > 0)
  }

  @Test func aFaultInAMergeLeavesAUsableMessage() throws {
    let encoder = Encoder()
    let valid = fullSample()
    let whole = valid.encoded()
    for length in stride(from: 1, to: whole.count, by: 3) {
      var sample = valid
      try? sample.merge(decoding: Array(whole.prefix(length)))
      sample.history.append { $0.note = "after" }
      sample.decision.grounds = "after"
      #expect(try Sample(decoding: sample.encode(with: encoder)) == sample)
    }
  }
}
