internal import LintasProtobuf
internal import TestMessages
internal import Testing

/// Promise: a message is an ordinary value. Whatever is done to it, in place or by assignment, to
/// it and to nothing else, and it stays what its encoding says.
@Suite struct PropertyTests {
  static let seeds = 100
  static let edits = 1_000

  @Test(.timeLimit(.minutes(5)))
  func editsAgreeWithAPlainModel() throws {
    let base = UInt64.random(in: 0..<1_000_000)
    print("property test: seeds from \(base), \(Self.seeds) of them")
    for seed in 0..<UInt64(Self.seeds) { try run(seed: base + seed) }
  }

  private func run(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let encoder = Encoder(capacity: 64)
    var pool = [Twin](repeating: Twin(), count: 5)
    for step in 0..<Self.edits {
      let index = Int.random(in: 0..<pool.count, using: &random)
      let other = pool[Int.random(in: 0..<pool.count, using: &random)]
      let edit = SampleEdits.all[Int.random(in: 0..<SampleEdits.all.count, using: &random)]
      edit(&pool[index], Material(&random), other, &random)
      if pool[index].model.depth > 5 {
        pool[index].model.parent = []
        pool[index].sample.clearParent()
      }
      if step % 7 == 0 { try roundTrip(&pool[index].sample, encoder, step) }
      if step % 25 == 0 || step == Self.edits - 1 {
        for (place, twin) in pool.enumerated() {
          try #require(twin.agrees, "seed \(seed), edit \(step), value \(place)")
        }
      }
    }
  }

  private func roundTrip(_ sample: inout Sample, _ encoder: Encoder, _ step: Int) throws {
    var again = try Sample(decoding: sample.encode(with: encoder))
    try #require(again == sample && again.hashValue == sample.hashValue)
    try #require(again.encoded() == sample.encoded())
    if step % 14 == 0 { sample = again } else { again.recycle() }
  }
}
