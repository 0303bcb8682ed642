internal import LintasProtobuf
internal import TestMessages
internal import Testing

/// Promise: every valid encoding is read as the protobuf specification says, whatever its order,
/// its splits and its surprises.
@Suite struct DecodingTests {
  @Test func theLastScalarWins() throws {
    let sample = try Sample(decoding: Wire.text(1, "first") + Wire.text(1, "second"))
    #expect(sample.id == "second")
    let numbers = try Numbers(decoding: Wire.varint(1, 1) + Wire.varint(1, 0))
    #expect(numbers.int32 == 0)
  }

  @Test func aMessageThatComesAgainIsMerged() throws {
    let sample = try Sample(
      decoding: Wire.delimited(4, Wire.varint(1, 7)) + Wire.delimited(4, Wire.varint(2, 9)))
    #expect(sample.submittedAt.seconds == 7)
    #expect(sample.submittedAt.nanos == 9)
  }

  @Test func aOneofKeepsTheLastMemberAndMergesTheSameOne() throws {
    let granted = Wire.delimited(12, Wire.varint(1, 1))
    let grounds = Wire.delimited(12, Wire.text(2, "because"))
    let merged = try Sample(decoding: granted + grounds)
    #expect(merged.decision.granted && merged.decision.grounds == "because")
    let broken = try Sample(decoding: granted + Wire.text(13, "no") + grounds)
    #expect(!broken.decision.granted && broken.decision.grounds == "because")
    let refused = try Sample(decoding: grounds + Wire.varint(14, 3) + Wire.text(13, "no"))
    #expect(refused.outcome == .refusal("no"))
    #expect(refused.fee == 0 && refused.decision == Decision())
  }

  @Test func numbersComePackedOrNot() throws {
    let packed = Wire.delimited(8, [1, 2] + Wire.number(300))
    let sample = try Sample(decoding: packed + Wire.varint(8, 4) + Wire.delimited(8, []) + packed)
    #expect(Array(sample.counts) == [1, 2, 300, 4, 1, 2, 300])
    let eight = Wire.fixed64(22, 0.5.bitPattern)
    let weights = try Sample(decoding: eight + Wire.delimited(22, Array(eight.dropFirst(2))))
    #expect(Array(weights.weights) == [0.5, 0.5])
    let bools = try Sample(decoding: Wire.delimited(24, [0, 1, 2]) + Wire.varint(24, 1 << 40))
    #expect(Array(bools.flags) == [false, true, true, true])
  }

  @Test func aWrongWireTypeIsAnUnknownField() throws {
    let wrong = Wire.varint(1, 5) + Wire.fixed32(2, 6) + Wire.text(15, "x") + Wire.varint(4, 1)
    let sample = try Sample(decoding: wrong)
    #expect(sample.id.isEmpty && sample.state == .unspecified && !sample.hasSubmittedAt)
    #expect(sample.encoded() == wrong)
  }

  @Test func unknownFieldsAndGroupsPassThrough() throws {
    let group = Wire.tag(99, 3) + Wire.varint(1, 2) + Wire.tag(5, 3) + Wire.tag(5, 4)
    let unknown = [
      Wire.varint(1000, 1), group + Wire.tag(99, 4), Wire.fixed64(40, 2), Wire.fixed32(41, 3),
      Wire.text(536_870_911, "far"),
    ]
    var mixed: [UInt8] = []
    for bytes in unknown { mixed += bytes + Wire.text(10, "tag") }
    let sample = try Sample(decoding: mixed)
    let tags = (0..<5).flatMap { _ in Wire.text(10, "tag") }
    #expect(sample.encoded() == tags + unknown.flatMap { $0 })
    var copy = sample
    copy.tags.removeAll()
    try copy.merge(decoding: Wire.varint(77, 7))
    #expect(copy.encoded() == unknown.flatMap { $0 } + Wire.varint(77, 7))
    #expect(sample != copy)
  }

  @Test func fieldNumbersOfAllLengths() throws {
    var sparse = Sparse()
    sparse.one = 1
    sparse.fifteen = 15
    sparse.sixteen = "16"
    sparse.sixtyThree = 63
    sparse.sixtyFour = 64
    sparse.threeBytes = "2048"
    sparse.fourBytes = 262_144
    sparse.largest.seconds = 9
    let bytes = sparse.encoded()
    #expect(try Sparse(decoding: bytes) == sparse)
    #expect(bytes.suffix(8) == [0xfa, 0xff, 0xff, 0xff, 0x0f, 2, 8, 9])
  }

  @Test func anOpenEnumKeepsItsNumber() throws {
    let sample = try Sample(decoding: Wire.varint(2, 77) + Wire.delimited(9, [77, 1]))
    #expect(sample.state.rawValue == 77)
    #expect(sample.states.map(\.rawValue) == [77, 1])
    let negative = try Sample(decoding: Sample.with { $0.state = .refused }.encoded())
    #expect(negative.state == .refused)
  }

  @Test func numbersAreCutToTheirWidth() throws {
    let numbers = try Numbers(
      decoding: Wire.varint(1, UInt64.max) + Wire.varint(3, UInt64.max) + Wire.varint(13, 256))
    #expect(numbers.int32 == -1 && numbers.uint32 == UInt32.max && numbers.bool)
  }

  @Test func anEmptyInputIsAnEmptyMessage() throws {
    #expect(try Sample(decoding: []) == Sample())
    #expect(try Sample(decoding: UnsafeRawBufferPointer(start: nil, count: 0)) == Sample())
    #expect(try Nothing(decoding: Wire.varint(3, 1)).encoded() == Wire.varint(3, 1))
  }

  @Test func mergingJoinsTwoEncodings() throws {
    var first = Sample.with {
      $0.id = "one"
      $0.tags = ["a"]
      $0.labels = ["k": "v", "l": "w"]
      $0.submittedAt.seconds = 4
    }
    let kept = first
    let second = Sample.with {
      $0.tags = ["b"]
      $0.labels = ["k": "new"]
      $0.submittedAt.nanos = 5
    }
    try first.merge(decoding: second.encoded())
    #expect(first.id == "one" && Array(first.tags) == ["a", "b"])
    #expect(first.labels.dictionary == ["k": "new", "l": "w"])
    #expect(first.submittedAt.seconds == 4 && first.submittedAt.nanos == 5)
    #expect(Array(kept.tags) == ["a"] && kept.labels["k"] == "v")
    #expect(throws: DecodingError.malformed) { try first.merge(decoding: [0x0a]) }
  }
}
