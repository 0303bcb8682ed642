internal import Testing
internal import TestMessages

@testable internal import LintasProtobuf

/// Promise: a message that is edited for ever takes memory in proportion to what it holds, and
/// freeing it of waste changes nothing else.
@Suite struct CompactionTests {
  private func reserved(_ sample: Sample) -> Int { sample._ref.box?.arena.pointee.reserved ?? 0 }

  /// Does `edit` 10,000 times to a full sample. Returns the most memory that it took.
  private func most(_ edit: (inout Sample, Int, inout SplitMix) -> Void) throws -> Int {
    let seed = UInt64.random(in: 0..<1_000_000)
    var random = SplitMix(seed: seed)
    var sample = try Sample(decoding: fullSample().encoded())
    var most = 0
    for round in 0..<10_000 {
      edit(&sample, round, &random)
      most = max(most, reserved(sample))
    }
    let size = Sample._size(sample._ref)
    try #require(size < 8 << 10, "seed \(seed): \(size) B in use")
    try #require(try Sample(decoding: sample.encoded()) == sample, "seed \(seed)")
    return most
  }

  private func text(_ random: inout SplitMix) -> String {
    String(repeating: "x", count: 1 + random.pick(40))
  }

  @Test func editsOfTextKeepAMessageSmall() throws {
    let most = try most { sample, _, random in sample.name = text(&random) }
    #expect(most < 32 << 10)
  }

  @Test func editsBelowKeepAMessageSmall() throws {
    let most = try most { sample, round, random in
      sample.history[round % 5].note = text(&random)
      sample.decision.grounds = text(&random)
      sample.parent.parent.name = text(&random)
      sample.tags[round % sample.tags.count] = text(&random)
      sample.labels["worker"] = text(&random)
    }
    #expect(most < 32 << 10)
  }

  @Test func replacedMessagesAndListsKeepAMessageSmall() throws {
    let step = Step.with { $0.note = String(repeating: "y", count: 100) }
    let most = try most { sample, round, random in
      sample.history[round % 5] = step
      sample.submittedAt = .with { $0.seconds = 1 }
      sample.clearParent()
      sample.parent.name = text(&random)
      sample.tags = ["a", "b", "c"]
      sample.counts.append(Int32(round))
      if sample.counts.count == 100 { sample.counts.removeAll() }
      sample.outcome = round % 2 == 0 ? .refusal(text(&random)) : .fee(5)
    }
    #expect(most < 32 << 10)
  }

  @Test func aMessageThatOnlyGrowsIsNotCopiedAgainAndAgain() {
    var sample = Sample()
    var moves = 0
    var box = sample._ref.box.map { ObjectIdentifier($0) }
    for round in 0..<20_000 {
      sample.history.append { $0.note = "a note of some length, number \(round)" }
      let now = sample._ref.box.map { ObjectIdentifier($0) }
      if now != box { moves += 1 }
      box = now
    }
    #expect(moves < 20)
  }

  /// The parent of a child under edit keeps places in the tree, so a child must leave it in place,
  /// however much waste it makes; the parent frees it later.
  @Test func aChildLeavesTheTreeInPlace() {
    var sample = fullSample()
    Self.edit(&sample.history[1])
    let before = reserved(sample)
    #expect(sample.history[1].note == String(repeating: "z", count: 9_999 % 50))
    sample.name = "next"
    #expect(before > 200_000 && reserved(sample) < 16 << 10)
    sample.history[1].note = "note"
    sample.history[1].at.seconds = 1
    sample.name = fullSample().name
    #expect(sample == fullSample())
  }

  private static func edit(_ step: inout Step) {
    for round in 0..<10_000 { step.note = String(repeating: "z", count: round % 50) }
  }

  /// A child that outlives its parent and is edited leaves the parent's memory behind.
  @Test func aKeptChildTakesItsOwnPart() {
    var step = Self.stepOfALargeMessage()
    #expect((step._ref.box?.arena.pointee.reserved ?? 0) > 100_000)
    for round in 0..<20_000 { step.note = String(repeating: "n", count: round % 50) }
    #expect((step._ref.box?.arena.pointee.reserved ?? 0) < 16 << 10)
    #expect(step.at.seconds == 1)
  }

  private static func stepOfALargeMessage() -> Step {
    var sample = fullSample()
    sample.name = String(repeating: "w", count: 100_000)
    return sample.history[1]
  }
}
