@testable internal import LintasProtobuf
internal import TestMessages
internal import Testing

/// Promise: copies are independent, edits in place copy nothing, and what is read stays what it
/// was.
@Suite struct ValueTests {
  @Test func aCopyIsIndependent() {
    let original = fullSample()
    var copy = original
    copy.history[2].at.seconds = 99
    copy.labels["place"] = nil
    copy.decision.grounds = "changed"
    copy.tags[0] = "changed"
    #expect(original == fullSample())
    #expect(copy.history[2].at.seconds == 99 && copy.labels["place"] == nil)
  }

  @Test func whatWasReadStays() {
    var sample = fullSample()
    let child = sample.history[2]
    let list = sample.history
    let map = sample.labels
    let tags = sample.tags
    sample.history[2].note = "changed"
    sample.history.removeAll()
    sample.labels["place"] = "changed"
    sample.tags = []
    sample.clearSubmittedAt()
    #expect(child.note == "note" && list.count == 5 && list[2] == child)
    #expect(map["place"] == "Blambangan Umpu" && Array(tags) == ["a", "", "déjà vu"])
    #expect(list == fullSample().history && map == fullSample().labels)
  }

  @Test func aChildReadFromAnEmptyMessageIsEmpty() {
    let sample = Sample()
    #expect(sample.parent.parent.submittedAt.seconds == 0)
    #expect(sample.history.isEmpty && sample.labels["x"] == nil && sample.outcome == nil)
    var child = sample.parent
    child.id = "own"
    #expect(sample == Sample() && !sample.hasParent)
  }

  @Test func editsInPlaceCopyNothing() {
    var sample = fullSample()
    let place = sample._ref.pointer
    let box = sample._ref.box.map { ObjectIdentifier($0) }
    let before = sample._arena.pointee.reserved
    for round in 0..<5_000 {
      sample.history[round % 5].at.seconds = Int64(round)
      sample.history[round % 5].note = "xyz"
      sample.decision.at.nanos = Int32(round)
      sample.parent.parent.submittedAt.seconds = 7
      sample.counts[round % 5] = 3
      sample.labels["place"] = "short"
      sample.history.swapAt(0, 1)
    }
    #expect(sample._ref.pointer == place)
    #expect(sample._ref.box.map { ObjectIdentifier($0) } == box)
    #expect(sample._arena.pointee.reserved - before < 1024)
  }

  @Test func removalAndGrowthKeepTheElements() {
    var sample = Sample()
    for round in 0..<200 {
      for index in 0..<7 { sample.counts.append(Int32(round * 7 + index)) }
      sample.counts.remove(at: round)
      sample.counts.removeLast()
    }
    #expect(sample.counts.count == 1_000)
    #expect(Array(sample.counts).last == Int32(199 * 7 + 5))
    #expect(Array(sample.counts) == Array(sample.copied().counts))
  }

  @Test func anElementWhoseBuildingFailsIsTakenAway() {
    struct Failure: Error {}
    var sample = Sample()
    sample.history.append { $0.note = "first" }
    #expect(throws: Failure.self) {
      try sample.history.append { step throws(Failure) in
        step.note = "second"
        throw Failure()
      }
    }
    #expect(sample.history.map(\.note) == ["first"])
  }

  @Test func aListKeptDuringItsReplacementStays() {
    var sample = fullSample()
    var kept = MessageList<Step>()
    func replace(_ list: inout MessageList<Step>) {
      kept = list
      list = [.with { $0.note = "new" }]
    }
    replace(&sample.history)
    #expect(kept == fullSample().history)
    #expect(sample.history.map(\.note) == ["new"])
    sample.history.append { $0.note = "more" }
    #expect(kept.count == 5 && sample.history.count == 2)
  }

  @Test func anElementKeptDuringItsReplacementStays() {
    // The new element's tree goes at once, so that nothing may refer to it any longer.
    var sample = fullSample()
    var kept: Step?
    func replace(_ step: inout Step) {
      kept = step
      step = Step.with { $0.note = String(repeating: "new", count: 1_000) }
    }
    replace(&sample.history[2])
    replace(&sample.history[2])
    #expect(kept?.note.utf8.count == 3_000 && kept?.actor == "")
    #expect(sample.history[2].note.hasPrefix("newnew") && sample.history[1].actor == "actor 1")
    #expect(sample.history.count == 5 && sample.parent.parent.id == "grandparent")
  }

  @Test func viewsShowTheBytesWithoutACopy() {
    let sample = fullSample()
    let name = sample.nameUTF8
    #expect(name.count == sample.name.utf8.count)
    #expect(String(copying: name) == sample.name)
    let etag = sample.etagBytes
    #expect(etag.count == 4 && etag[3] == 0xff)
    let tags = sample.tags
    #expect(String(copying: tags.utf8(at: 2)) == "déjà vu")
    let counts = sample.counts
    let span = counts.span
    #expect(span.count == 5 && span[2] == 300)
    let states = sample.states
    let stateSpan = states.span
    #expect(stateSpan.count == 2 && stateSpan[1] == .refused)
    let refusal = sample.refusalUTF8
    #expect(refusal.count == 0)
    let blobs = sample.blobs
    #expect(blobs.bytes(at: 2)[1] == 3 && blobs.bytes(at: 0).isEmpty)
  }

  @Test func enumsHaveTheirNames() {
    #expect(State.inReview.name == "STATE_IN_REVIEW" && State.refused.name == "STATE_REFUSED")
    #expect(State(name: "STATE_APPROVED") == .approved && State(name: "STATE_") == nil)
    #expect(State(rawValue: 7).name == nil && State(rawValue: 7).description == "7")
    #expect("\(State.received)" == "STATE_RECEIVED" && State(name: "") == nil)
  }

  @Test func equalityAndHashGoByContent() {
    let sample = fullSample()
    var other = sample.copied()
    #expect(sample == other && sample.hashValue == other.hashValue)
    other.parent.parent.id = "another"
    #expect(sample != other)
    let numbers = Numbers.with { $0.double = .nan }
    #expect(numbers == numbers && Set([numbers, numbers]).count == 1)
    #expect(sample.tags == other.tags && sample.tags.hashValue == other.tags.hashValue)
    #expect(sample.history.hashValue == other.history.hashValue)
    var decided = other
    decided.decision = sample.decision
    decided.parent = sample.parent
    #expect(decided == sample)
  }
}
