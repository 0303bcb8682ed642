internal import LintasProtobuf
internal import Testing
internal import TestMessages

/// Edits that move whole values about, and that replace a child while it is edited in place.
extension SampleEdits {
  static let trees: [Edit] = [
    { twin, _, other, _ in (twin.model, twin.sample) = (other.model, other.sample) },
    { twin, _, other, _ in
      guard other.model.depth < 4 else { return }
      twin.model.parent = [other.model]
      twin.sample.parent = other.sample
    },
    { twin, new, other, random in
      guard let parent = twin.model.parent.first else { return }
      // The parent is edited where it lies, so that edits nest.
      var inner = Twin(model: parent, sample: Sample())
      let edit = all[Int.random(in: 0..<all.count, using: &random)]
      inPlace(&twin.sample.parent, &inner, new, other, &random, edit)
      twin.model.parent = [inner.model]
    },
    { twin, _, _, _ in
      twin.model.parent = []
      twin.sample.clearParent()
    },
    { twin, _, _, _ in
      let copy = twin.sample
      guard twin.model.depth < 4 else { return }
      twin.model.parent = [twin.model]
      twin.sample.parent = copy
    },
  ]

  private static func inPlace(
    _ sample: inout Sample, _ twin: inout Twin, _ new: Material, _ other: Twin,
    _ random: inout SplitMix, _ edit: Edit
  ) {
    swap(&sample, &twin.sample)
    edit(&twin, new, other, &random)
    swap(&sample, &twin.sample)
  }

  static let replacements: [Edit] = [
    { twin, new, _, _ in
      guard let before = twin.model.history.first else { return }
      var kept = Step()
      replace(&twin.sample.history[0], keeping: &kept, with: .with { $0.actor = new.text })
      kept.note = new.more
      twin.model.history[0] = .init(actor: new.text)
      var expected = before
      expected.note = new.more
      #expect(SampleModel.Step(kept) == expected)
    },
    { twin, new, _, _ in
      let before = twin.model.history
      var kept = MessageList<Step>()
      replace(&twin.sample.history, keeping: &kept, with: [.with { $0.note = new.text }])
      twin.model.history = [.init(note: new.text)]
      #expect(kept.map { SampleModel.Step($0) } == before)
      kept.append { $0.note = new.more }
      #expect(kept.count == before.count + 1)
    },
    { twin, _, other, _ in
      var (model, sample) = (other.model, other.sample)
      swap(&twin.sample.submittedAt, &sample.submittedAt)
      let mine = twin.model.submittedAt
      twin.model.submittedAt = model.submittedAt ?? .init()
      model.submittedAt = mine ?? .init()
      #expect(SampleModel(sample) == model)
    },
    { twin, new, _, _ in
      // Kept, replaced, and put back.
      var kept = Moment()
      replaceAndRestore(&twin.sample.submittedAt, &kept)
      kept.seconds = new.number
      twin.model.submittedAt = twin.model.submittedAt ?? .init()
    },
    { twin, new, _, _ in
      // A grandchild is kept and replaced while its parent is edited in place.
      guard !twin.model.parent.isEmpty else { return }
      let before = twin.model.parent[0].submittedAt ?? .init()
      var kept = Moment()
      replace(
        &twin.sample.parent.submittedAt, keeping: &kept, with: .with { $0.seconds = new.number })
      twin.model.parent[0].submittedAt = .init(seconds: new.number)
      #expect(SampleModel.Moment(kept) == before)
    },
  ]

  private static func replace<Value>(
    _ value: inout Value, keeping kept: inout Value, with new: Value
  ) {
    kept = value
    value = new
  }

  private static func replaceAndRestore(_ value: inout Moment, _ kept: inout Moment) {
    kept = value
    value = .with { $0.seconds = 1 }
    value = kept
  }
}
