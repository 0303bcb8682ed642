internal import LintasProtobuf
internal import TestMessages

/// Edits of repeated fields.
extension SampleEdits {
  static let lists: [Edit] = steps + values

  private static let steps: [Edit] = [
    { twin, new, _, _ in append(&twin, new) },
    { twin, new, _, _ in append(&twin, new) },
    { twin, _, other, random in
      guard let index = other.model.history.indices.randomElement(using: &random) else { return }
      twin.model.history.append(other.model.history[index])
      twin.sample.history.append(other.sample.history[index])
    },
    { twin, new, _, random in
      guard let index = twin.model.history.indices.randomElement(using: &random) else { return }
      twin.model.history[index].at = twin.model.history[index].at ?? .init()
      twin.model.history[index].at?.nanos = new.small
      twin.model.history[index].note = new.text
      twin.sample.history[index].at.nanos = new.small
      twin.sample.history[index].note = new.text
    },
    { twin, _, _, random in
      guard let index = twin.model.history.indices.randomElement(using: &random) else { return }
      twin.model.history.remove(at: index)
      twin.sample.history.remove(at: index)
    },
    { twin, _, other, _ in
      twin.model.history = other.model.history
      twin.sample.history = other.sample.history
    },
    { twin, _, _, random in
      guard let first = twin.model.history.indices.randomElement(using: &random),
        let second = twin.model.history.indices.randomElement(using: &random)
      else { return }
      twin.model.history.swapAt(first, second)
      twin.sample.history.swapAt(first, second)
    },
    { twin, _, _, _ in
      if twin.model.history.count > 1 {
        twin.model.history[0] = twin.model.history[1]
        twin.sample.history[0] = twin.sample.history[1]
      }
    },
  ]

  private static let values: [Edit] = [
    { twin, new, _, _ in
      twin.model.counts.append(new.small)
      twin.sample.counts.append(new.small)
    },
    { twin, new, _, random in
      guard let index = twin.model.counts.indices.randomElement(using: &random) else { return }
      twin.model.counts[index] = new.small
      twin.sample.counts[index] = new.small
    },
    { twin, new, _, _ in
      twin.model.weights += [Double(new.number), 0.5]
      twin.sample.weights.append(contentsOf: [Double(new.number), 0.5])
    },
    { twin, new, _, _ in
      twin.model.flags.append(new.number & 1 == 0)
      twin.sample.flags.append(new.number & 1 == 0)
    },
    { twin, new, _, _ in
      twin.model.tags.append(new.text)
      twin.sample.tags.append(new.text)
    },
    { twin, new, _, random in
      guard let index = twin.model.tags.indices.randomElement(using: &random) else { return }
      twin.model.tags[index] = new.text
      twin.sample.tags[index] = new.text
    },
    { twin, _, _, _ in
      guard !twin.model.tags.isEmpty else { return }
      twin.model.tags.removeLast()
      twin.sample.tags.removeLast()
    },
    { twin, new, _, _ in
      twin.model.blobs.append(new.bytes)
      twin.sample.blobs.append(new.bytes)
    },
    { twin, new, _, _ in
      twin.model.tags = [new.text, new.more]
      twin.sample.tags = [new.text, new.more]
    },
    { twin, _, _, _ in
      twin.model.counts = []
      twin.sample.counts.removeAll()
    },
  ]

  private static func append(_ twin: inout Twin, _ new: Material) {
    twin.model.history.append(
      .init(
        state: 2, at: .init(seconds: new.number, nanos: 1), actor: new.text, note: new.more))
    twin.sample.history.append {
      $0.state = .inReview
      $0.at.seconds = new.number
      $0.at.nanos = 1
      $0.actor = new.text
      $0.note = new.more
    }
  }
}
