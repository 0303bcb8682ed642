internal import LintasProtobuf
internal import TestMessages

/// Edits that have memory move: trees that go and come again, and trees that are mostly waste.
extension SampleEdits {
  static let memory: [Edit] = [
    { twin, _, _, _ in
      twin.model = SampleModel()
      twin.sample.recycle()
    },
    { twin, new, _, _ in
      // Garbage in the root's own setter: from some point on each setter may move the tree.
      for round in 0..<40 { twin.sample.id = String(repeating: "w", count: 40 + round * 8) }
      twin.sample.id = new.text
      twin.model.id = new.text
    },
    { twin, new, _, _ in
      // Garbage below: only the outermost setter may move the tree.
      guard !twin.model.history.isEmpty else { return }
      for round in 0..<40 {
        twin.sample.history[0].actor = String(repeating: "v", count: 40 + round * 8)
      }
      twin.sample.history[0].actor = new.text
      twin.model.history[0].actor = new.text
    },
    { twin, new, _, _ in
      // Garbage while a child is lent, and a child that is kept over it.
      guard !twin.model.history.isEmpty else { return }
      let kept = twin.sample.history[0]
      let before = twin.model.history[0]
      waste(&twin.sample.history[0], new.more)
      twin.model.history[0].note = new.more
      twin.sample.history.append(kept)
      twin.model.history.append(before)
    },
    { twin, _, other, _ in
      // A copy is given away while another lives.
      guard other.model.depth < 4 else { return }
      var copy = other.sample
      copy.recycle()
      twin.sample.parent = other.sample
      twin.model.parent = [other.model]
    },
  ]

  private static func waste(_ step: inout Step, _ last: String) {
    for round in 0..<40 { step.note = String(repeating: "u", count: 40 + round * 8) }
    step.note = last
  }
}
