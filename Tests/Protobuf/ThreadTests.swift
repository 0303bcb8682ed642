internal import LintasProtobuf
internal import TestMessages
internal import Testing

/// Promise: copies of one message may be read, edited and encoded by several threads at once while
/// the owner edits its own. Meant for the thread sanitizer, and true without it.
@Suite struct ThreadTests {
  @Test func copiesCrossThreads() async {
    var owner = fullSample()
    for round in 0..<100 {
      let shared = owner
      await withTaskGroup(of: Bool.self) { group in
        for worker in 0..<4 { group.addTask { Self.use(shared, worker) } }
        owner.name = "round \(round)"
        owner.history[1].note = "owner"
        owner.tags[0] = "owner"
        for await isRight in group { #expect(isRight) }
      }
      owner = fullSample()
    }
  }

  private static func use(_ shared: Sample, _ worker: Int) -> Bool {
    var copy = shared
    let child = copy.history[2]
    let list = copy.history
    let size = shared.encode(with: Encoder(capacity: 64)).count
    copy.history[worker].at.seconds = 99
    copy.labels["worker"] = "\(worker)"
    var own = child
    own.note = "mine"
    return child.note == "note" && list.count == 5 && own.note == "mine" && size > 10
      && shared.history[worker].at.seconds == Int64(worker)
      && copy.history[worker].at.seconds == 99 && shared == fullSample()
  }

  /// A child that is kept while it is replaced goes to another thread, and both sides are edited.
  @Test func aKeptChildCrossesThreads() async {
    for _ in 0..<50 {
      var owner = fullSample()
      let steps = Parcel(Self.keep(&owner.history[0]))
      let tags = Parcel(Self.keep(&owner.tags))
      async let step = Self.edit(steps)
      async let list = Self.edit(tags)
      for length in 0..<200 {
        owner.name = String(repeating: "b", count: length)
        owner.history[1].note = String(repeating: "c", count: length)
        owner.tags.append("owner")
      }
      let (noteLength, tagCount) = await (step, list)
      #expect(noteLength == 199 && tagCount == 203)
      #expect(owner.history[0] == Step() && owner.history[1].note.utf8.count == 199)
      #expect(owner.tags.count == 200)
    }
  }

  /// The same, but the other thread edits the child before the edits around it have ended.
  @Test func aKeptChildIsEditedWhileItsParentMoves() async {
    for _ in 0..<50 {
      var owner = fullSample()
      owner.parent.history = owner.history
      let step = Self.send(&owner.parent.history[0])
      let noteLength = await step.value
      #expect(noteLength == 199 && owner.parent.history[0] == Step())
      #expect(owner.parent.history[1].actor == "actor 1" && owner.history.count == 5)
    }
  }

  private static func send(_ step: inout Step) -> Task<Int, Never> {
    let parcel = Parcel(keep(&step))
    return Task.detached { await edit(parcel) }
  }

  private static func keep<Value: ArenaValue>(_ value: inout Value) -> Value {
    let kept = value
    value = Value()
    return kept
  }

  private static func edit(_ parcel: Parcel<Step>) async -> Int {
    guard var step = parcel.take() else { return 0 }
    for length in 0..<200 { step.note = String(repeating: "t", count: length) }
    return step.note.utf8.count
  }

  private static func edit(_ parcel: Parcel<StringList>) async -> Int {
    guard var tags = parcel.take() else { return 0 }
    for _ in 0..<200 { tags.append("kept") }
    return tags.count
  }

  /// Memory of messages goes to the thread that let go of them last, and is used there again, while
  /// others still read what was decoded beside them.
  @Test func memoryCrossesThreads() async throws {
    let bytes = fullSample().encoded()
    for _ in 0..<50 {
      var samples: [Sample] = []
      for _ in 0..<8 { samples.append(try Sample(decoding: bytes)) }
      await withTaskGroup(of: Bool.self) { group in
        for worker in 0..<4 {
          let own = samples[worker]
          let shared = samples[7]
          group.addTask { Self.letGo(own, shared, bytes, worker) }
        }
        for index in samples.indices { samples[index].recycle() }
        let again = try? Sample(decoding: bytes)
        #expect(again == fullSample())
        for await isRight in group { #expect(isRight) }
      }
    }
  }

  private static func letGo(
    _ own: Sample, _ shared: Sample, _ bytes: [UInt8], _ worker: Int
  ) -> Bool {
    var (own, shared) = (own, shared)
    own.name = String(repeating: "o", count: 100 * worker)
    let step = shared.history[worker]
    let wasRight = shared == fullSample() && own.name.utf8.count == 100 * worker
    own.recycle()
    shared.recycle()
    var next = try? Sample(decoding: bytes)
    next?.history[worker].note = "next"
    return wasRight && next?.history[worker].note == "next" && step == fullSample().history[worker]
  }
}
