internal import LintasProtobuf
internal import TestMessages
internal import Testing

/// Promise: a map has one value a key, the last that came, however many came and in what order.
@Suite struct MapTests {
  private func entry(_ key: String, _ value: UInt64) -> [UInt8] {
    Wire.delimited(1, Wire.text(1, key) + Wire.varint(2, value))
  }

  @Test(arguments: [2, 16, 17, 1000])
  func duplicatesCollapse(_ count: Int) throws {
    var bytes: [UInt8] = []
    for round in 0..<3 {
      for index in 0..<count { bytes += entry("\(index)", UInt64(round * count + index)) }
    }
    let maps = try Maps(decoding: bytes)
    #expect(maps.ages.count == count)
    #expect(Array(maps.ages).count == count)
    for index in 0..<count { #expect(maps.ages["\(index)"] == Int32(2 * count + index)) }
    #expect(try Maps(decoding: maps.encoded()) == maps)
  }

  @Test(.timeLimit(.minutes(1)))
  func manyDuplicatesInManyPiecesStayCheap() throws {
    // One message that comes in 50,000 pieces, each with one entry: collapsing at each piece would
    // take some thousand million steps.
    let limits = DecodingLimits(
      depth: 100, baseBytes: 64 << 10, bytesPerInputByte: 64, mostBytes: 64 << 20)
    var bytes: [UInt8] = []
    for index in 0..<50_000 {
      bytes += Wire.delimited(
        30, Wire.delimited(11, Wire.text(1, "\(index % 25_000)") + Wire.text(2, "v")))
    }
    let sample = try Sample(decoding: bytes, limits: limits)
    #expect(sample.parent.labels.count == 25_000)
    #expect(sample == sample.copied())
  }

  @Test func partsOfAnEntryMayBeMissing() throws {
    let maps = try Maps(
      decoding: Wire.delimited(1, []) + Wire.delimited(1, Wire.text(1, "k"))
        + Wire.delimited(1, Wire.varint(2, 5)) + Wire.delimited(1, Wire.varint(9, 5)))
    #expect(maps.ages.dictionary == ["": 0, "k": 0])
    #expect(
      maps.encoded() == Wire.delimited(1, Wire.text(1, "") + Wire.varint(2, 0)) + entry("k", 0))
  }

  @Test func keysOfEveryKind() throws {
    let maps = Maps.with {
      $0.names = [-1: "minus", Int64.max: "most"]
      $0.blobs = [UInt32.max: [1], 0: []]
      $0.odds = [true: 1, false: -0.0]
      $0.states = [-7: .approved]
      $0.marks = [UInt64.max: true, 1: false]
    }
    let again = try Maps(decoding: maps.encoded())
    #expect(again == maps)
    #expect(again.names[-1] == "minus" && again.blobs[0] == [] && again.odds[true] == 1)
    #expect(again.states[-7] == .approved && again.marks[UInt64.max] == true)
    #expect(again.marks[2] == nil)
  }

  @Test func listsThatAreNotPackedAreReadInBothForms() throws {
    let lists = Unpacked.with {
      $0.int32s = [1, 0, -1]
      $0.doubles = [0, 0.5]
      $0.states = [.refused, .unspecified]
    }
    let bytes = lists.encoded()
    let singles = Wire.varint(1, 1) + Wire.varint(1, 0) + Wire.varint(1, UInt64.max)
    #expect(bytes.starts(with: singles))
    let packed =
      Wire.delimited(1, [1, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1])
      + Wire.delimited(16, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xe0, 0x3f])
      + Wire.delimited(100, [0xfd, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 0])
    #expect(try Unpacked(decoding: bytes) == lists)
    #expect(try Unpacked(decoding: packed) == lists)
    #expect(try Unpacked(decoding: packed).encoded() == bytes)
  }

  @Test func keysAreComparedByBytes() {
    var sample = Sample()
    sample.labels["\u{e9}"] = "one scalar"
    sample.labels["e\u{301}"] = "two scalars"
    #expect(sample.labels.count == 2)
    sample.labels["\u{e9}"] = nil
    #expect(sample.labels.count == 1 && sample.labels["e\u{301}"] == "two scalars")
  }

  @Test func mapsOfDifferentContentDiffer() {
    let full = Maps.with { for index in 0..<40 { $0.ages["\(index)"] = Int32(index) } }
    var other = full
    other.ages["7"] = 8
    #expect(full != other && full.ages != other.ages)
    other.ages["7"] = 7
    #expect(full == other && full.ages == other.ages && full.ages.hashValue == other.ages.hashValue)
    other.ages["7"] = nil
    other.ages["x"] = 7
    #expect(full != other)
  }
}

extension Sample {
  /// The same message in a tree of its own.
  func copied() -> Sample {
    var copy = self
    copy.id = copy.id
    return copy
  }
}
