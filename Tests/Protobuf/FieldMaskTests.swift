internal import LintasProtobuf
internal import LintasStandard
internal import TestMessages
internal import Testing

/// Promise: a mask takes what it names, and nothing else, as protobuf's own utilities do.
@Suite struct FieldMaskTests {
  private func fault(_ paths: [String]) -> FieldMaskError? {
    var sample = Sample()
    do {
      try sample.merge(from: fullSample(), mask: paths)
      return nil
    } catch {
      #expect(sample == Sample())
      return error
    }
  }

  @Test func pathsOfAMessage() {
    let table = Sample._table
    for path in [
      "id", "submitted_at", "submitted_at.seconds", "history", "labels", "decision.at.nanos",
      "refusal", "parent.parent.parent.id", "stations",
    ] {
      #expect(table.contains(path: path) && fault([path]) == nil, "\(path)")
    }
    for path in [
      "", ".", "id.", ".id", "submittedAt", "Id", "nobody", "submitted_at.nobody", "parent..id",
      "id ", "id\0",
    ] {
      #expect(!table.contains(path: path))
      #expect(fault(["name", path])?.index == 1)
      #expect(fault(["name", path]).map { $0.reason != .tooDeep } == true)
    }
    #expect(fault(["history.note"])?.reason == .notMessage)
    #expect(fault(["labels.key"])?.reason == .notMessage)
    #expect(fault(["id.x"])?.reason == .notMessage)
    #expect(fault(["nobody"])?.reason == .noField)
  }

  @Test func pathsOfAnyLength() {
    let deep = (0..<99).map { _ in "parent" }.joined(separator: ".")
    #expect(fault(["\(deep).id"]) == nil)
    #expect(fault(["\(deep).parent.id"])?.reason == .tooDeep)
    let deepest = [String](repeating: "parent", count: 100_000).joined(separator: ".")
    #expect(fault([deepest])?.reason == .tooDeep)
    #expect(fault([String(repeating: ".", count: 100_000)])?.reason == .noField)
    var sample = fullSample()
    try? sample.merge(from: fullSample(), mask: [String](repeating: "id", count: 100_000))
    #expect(sample == fullSample())
  }

  @Test func scalarsAreReplaced() throws {
    var target = fullSample()
    let source = Sample.with {
      $0.id = "new"
      $0.priority = 7
    }
    try target.merge(from: source, mask: ["id", "name", "priority", "note", "etag", "score"])
    let expected = {
      var sample = fullSample()
      sample.id = "new"
      sample.name = ""
      sample.priority = 7
      sample.clearNote()
      sample.etag = []
      sample.score = 0
      return sample
    }()
    #expect(target == expected)
  }

  @Test func messagesAndListsAreMergedOrReplaced() throws {
    var base = Sample()
    base.submittedAt.seconds = 1
    base.submittedAt.nanos = 1
    base.counts = [1, 2]
    base.labels = ["a": "old", "b": "old"]
    base.history.append { $0.note = "old" }
    var source = Sample()
    source.submittedAt.seconds = 2
    source.counts = [3]
    source.labels = ["a": "new", "c": "new"]
    source.history.append { $0.note = "new" }
    let mask = ["submitted_at", "counts", "labels", "history", "parent"]
    var merged = base
    try merged.merge(from: source, mask: mask)
    #expect(merged.submittedAt.seconds == 2 && merged.submittedAt.nanos == 1)
    #expect(merged.counts.elementsEqual([1, 2, 3]))
    #expect(merged.labels.dictionary == ["a": "new", "b": "old", "c": "new"])
    #expect(merged.history.map(\.note) == ["old", "new"])
    var replaced = base
    try replaced.merge(from: source, mask: mask, replacingMessages: true, replacingLists: true)
    #expect(replaced == source)
    // A message that the source has not stays, unless it is replaced.
    var kept = base
    try kept.merge(from: Sample(), mask: ["submitted_at", "submitted_at.seconds", "counts"])
    #expect(kept == base)
    try kept.merge(from: Sample(), mask: ["submitted_at"], replacingMessages: true)
    #expect(!kept.hasSubmittedAt)
    #expect(base.history.count == 1)
  }

  @Test func oneofs() throws {
    var target = Sample.with { $0.decision.grounds = "old" }
    try target.merge(from: Sample.with { $0.refusal = "no" }, mask: ["refusal"])
    #expect(target.outcome == .refusal("no"))
    try target.merge(from: Sample.with { $0.fee = 0 }, mask: ["decision.grounds", "refusal"])
    #expect(target.outcome == nil)
    try target.merge(from: Sample.with { $0.fee = 0 }, mask: ["fee"])
    #expect(target.outcome == .fee(0))
    try target.merge(from: Sample(), mask: ["refusal"])
    #expect(target.outcome == .fee(0))
    try target.merge(from: Sample.with { $0.decision.at.seconds = 5 }, mask: ["decision.at"])
    #expect(target.decision.at.seconds == 5 && target.decision.grounds == "")
  }

  @Test func theSourceMayBeTheTargetOrItsChild() throws {
    var sample = fullSample()
    try sample.merge(from: sample, mask: ["counts", "parent"])
    #expect(sample.counts.count == 10)
    sample.parent.id = "child"
    try sample.merge(from: sample.parent, mask: ["id"])
    #expect(sample.id == "child")
    let copy = sample
    try sample.merge(from: fullSample(), mask: ["id"])
    #expect(copy.id == "child" && sample.id == fullSample().id)
  }

  @Test func keepsWhatIsNamed() throws {
    var sample = fullSample()
    try sample.merge(decoding: Wire.varint(1000, 1))
    let whole = sample
    try sample.keep(only: [])
    #expect(sample == whole)
    try sample.keep(only: ["id", "decision.at", "parent.parent", "refusal"])
    let expected = Sample.with {
      $0.id = whole.id
      $0.decision.at = whole.decision.at
      $0.parent.parent = whole.parent.parent
    }
    #expect(sample == expected)
    #expect(sample.encoded() == expected.encoded())
    let paths = Mixture.with { $0.mask.paths = ["id"] }.mask.paths
    try sample.keep(only: paths)
    #expect(sample == Sample.with { $0.id = whole.id })
    #expect(throws: FieldMaskError.self) { try sample.keep(only: ["nobody"]) }
  }

  @Test func unknownFieldsOfANamedMessageAreTaken() throws {
    let bytes = Wire.delimited(4, Wire.varint(99, 1)) + Wire.varint(99, 2)
    let source = try Sample(decoding: bytes)
    var target = try Sample(decoding: Wire.delimited(4, Wire.varint(98, 3)))
    try target.merge(from: source, mask: ["submitted_at"])
    #expect(target.encoded() == Wire.delimited(4, Wire.varint(98, 3) + Wire.varint(99, 1)))
    try target.merge(from: source, mask: ["submitted_at"])
    #expect(
      target.encoded()
        == Wire.delimited(4, Wire.varint(98, 3) + Wire.varint(99, 1) + Wire.varint(99, 1)))
  }

  private static let paths = [
    "id", "state", "name", "note", "priority", "submitted_at", "submitted_at.seconds", "history",
    "counts", "tags", "labels", "decision", "decision.at", "decision.at.nanos", "decision.granted",
    "refusal", "fee", "delta", "etag", "urgent", "weights", "parent", "parent.id", "parent.parent",
    "parent.decision.grounds", "parent.parent.labels", "stations", "parent.submitted_at.nanos",
  ]
  private static let wrong = ["nobody", "history.note", "labels.key", "id.x", "", "parent.", "."]

  @Test(.enabled(if: PythonOracle.python != nil), .timeLimit(.minutes(10)))
  func masksDoWhatPythonDoes() throws {
    let seed = UInt64.random(in: 0..<1_000_000)
    var random = SplitMix(seed: seed)
    var cases: [UInt8] = []
    func sample() -> Sample {
      var twin = Twin()
      for _ in 0..<random.pick(40) {
        let edit = SampleEdits.all[random.pick(SampleEdits.all.count)]
        edit(&twin, Material(&random), twin, &random)
        if twin.model.depth > 2 { twin = Twin() }
      }
      return twin.sample
    }
    let samples = (0..<60).map { _ in sample() } + [Sample(), fullSample()]
    let count = 3_000
    for _ in 0..<count {
      let source = samples[random.pick(samples.count)]
      var target = samples[random.pick(samples.count)]
      var paths = (0...random.pick(4)).map { _ in Self.paths[random.pick(Self.paths.count)] }
      if random.pick(10) == 0 { paths.append(Self.wrong[random.pick(Self.wrong.count)]) }
      let flags = UInt8(random.pick(4))
      let name = Sample.messageName
      cases += [UInt8(name.utf8.count)] + Array(name.utf8) + [flags]
      cases += PythonOracle.part(source.encoded()) + PythonOracle.part(target.encoded())
      cases += PythonOracle.part(Array(paths.joined(separator: ",").utf8))
      let verdicts: [UInt8] = paths.map { Sample._table.contains(path: $0) ? 1 : 0 }
      do {
        try target.merge(
          from: source, mask: paths, replacingMessages: flags & 1 != 0,
          replacingLists: flags & 2 != 0)
        cases += PythonOracle.part(verdicts + target.encoded())
      } catch { cases += PythonOracle.part(verdicts) }
    }
    let results = try PythonOracle.run("mask_oracle.py", cases)
    try #require(results.count == count)
    for (index, result) in results.enumerated() {
      try #require(result == 1, "seed \(seed), case \(index)")
    }
  }
}
