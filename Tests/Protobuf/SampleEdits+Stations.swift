internal import LintasProtobuf
internal import TestMessages
internal import Testing

/// Edits of a map of messages.
extension SampleEdits {
  static let stations: [Edit] = entries + keptEntries

  private static let entries: [Edit] = [
    { twin, new, _, _ in
      let key = key(new)
      twin.model.stations[bytes(key), default: .init()].note = new.more
      twin.sample.stations[key, default: Step()].note = new.more
    },
    { twin, new, other, _ in
      let key = key(new)
      twin.model.stations[bytes(key), default: other.model.history.first ?? .init()]
        .actor = new.more
      twin.sample.stations[key, default: other.sample.history.first ?? Step()].actor = new.more
    },
    { twin, new, _, random in
      guard let key = anyKey(twin, &random) else { return }
      let at = twin.model.stations[bytes(key)]?.at ?? .init()
      twin.model.stations[bytes(key)]?.at = .init(seconds: new.number, nanos: at.nanos)
      twin.sample.stations[key]?.at.seconds = new.number
    },
    { twin, new, other, _ in
      guard let step = other.model.history.first else { return }
      twin.model.stations[bytes(key(new))] = step
      twin.sample.stations[key(new)] = other.sample.history[0]
    },
    { twin, new, _, random in
      guard let key = anyKey(twin, &random) else { return }
      let note = String(repeating: "long", count: 200)
      twin.model.stations[bytes(key)] = .init(actor: new.text, note: note)
      twin.sample.stations[key]? = .with {
        $0.actor = new.text
        $0.note = note
      }
    },
    { twin, _, _, random in
      guard let key = anyKey(twin, &random) else { return }
      twin.model.stations[bytes(key)] = nil
      twin.sample.stations[key] = nil
    },
    { twin, _, other, _ in
      twin.model.stations = other.model.stations
      twin.sample.stations = other.sample.stations
    },
    { twin, _, _, random in
      guard random.pick(4) == 0 else { return }
      twin.model.stations = [:]
      twin.sample.stations.removeAll()
    },
  ]

  /// A value is kept, and changed or taken away while it is edited in place.
  private static let keptEntries: [Edit] = [
    { twin, new, _, random in
      guard let key = anyKey(twin, &random) else { return }
      let before = twin.model.stations[bytes(key)]
      let isTaken = random.pick(2) == 0
      var kept: Step?
      exchange(&twin.sample.stations[key], &kept, isTaken ? nil : .with { $0.note = new.text })
      twin.model.stations[bytes(key)] = isTaken ? nil : .init(note: new.text)
      #expect(kept.map { SampleModel.Step($0) } == before)
      kept?.note = new.more
      #expect(SampleModel.Step(kept ?? Step()).note == new.more)
    },
    { twin, new, _, random in
      guard !twin.model.parent.isEmpty else { return }
      let key = key(new)
      let before = twin.model.parent[0].stations[bytes(key)]
      let isTaken = random.pick(2) == 0
      var kept: Step?
      exchange(
        &twin.sample.parent.stations[key], &kept, isTaken ? nil : .with { $0.note = new.text })
      twin.model.parent[0].stations[bytes(key)] = isTaken ? nil : .init(note: new.text)
      #expect(kept.map { SampleModel.Step($0) } == before)
    },
  ]

  private static func exchange(_ step: inout Step?, _ kept: inout Step?, _ new: Step?) {
    kept = step
    step = new
  }

  private static func key(_ new: Material) -> String { String(new.text.prefix(1)) }

  private static func bytes(_ key: String) -> [UInt8] { Array(key.utf8) }

  private static func anyKey(_ twin: Twin, _ random: inout SplitMix) -> String? {
    twin.model.stations.keys.sorted { $0.lexicographicallyPrecedes($1) }
      .randomElement(using: &random).map { String(decoding: $0, as: UTF8.self) }
  }
}
