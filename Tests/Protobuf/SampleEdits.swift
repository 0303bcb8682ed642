internal import LintasProtobuf
internal import Testing
internal import TestMessages

/// A message and what it should be.
struct Twin {
  var model = SampleModel()
  var sample = Sample()

  var agrees: Bool { SampleModel(sample) == model }
}

/// Random material of one edit.
struct Material {
  let text: String
  let more: String
  let bytes: [UInt8]
  let number: Int64
  var small: Int32 { Int32(truncatingIfNeeded: number) }

  init(_ random: inout SplitMix) {
    text = random.text()
    more = random.text()
    bytes = random.bytes()
    number = Int64(bitPattern: random.next()) &>> Int64.random(in: 0..<64, using: &random)
  }
}

/// The edits of the property test: each does the same to a message and to its model.
enum SampleEdits {
  typealias Edit = @Sendable (inout Twin, Material, Twin, inout SplitMix) -> Void

  static let all: [Edit] =
    scalars + messages + lists + maps + stations + oneofs + trees + replacements + memory

  static let scalars: [Edit] = [
    { twin, new, _, _ in (twin.model.id, twin.sample.id) = (new.text, new.text) },
    { twin, new, _, _ in
      twin.model.state = new.small
      twin.sample.state = State(rawValue: new.small)
    },
    { twin, new, _, _ in (twin.model.delta, twin.sample.delta) = (new.number, new.number) },
    { twin, new, _, _ in (twin.model.etag, twin.sample.etag) = (new.bytes, new.bytes) },
    { twin, new, _, _ in (twin.model.note, twin.sample.note) = (new.text, new.text) },
    { twin, _, _, _ in
      twin.model.note = nil
      twin.sample.clearNote()
    },
    { twin, new, _, _ in (twin.model.priority, twin.sample.priority) = (new.small, new.small) },
    { twin, _, _, _ in
      twin.model.priority = nil
      twin.sample.clearPriority()
    },
    { twin, new, _, _ in
      twin.model.urgent = new.number & 1 == 0
      twin.sample.urgent = new.number & 1 == 0
    },
  ]

  static let messages: [Edit] = [
    { twin, new, _, _ in
      twin.model.submittedAt = twin.model.submittedAt ?? .init()
      twin.model.submittedAt?.seconds = new.number
      twin.sample.submittedAt.seconds = new.number
    },
    { twin, _, _, _ in
      twin.model.submittedAt = nil
      twin.sample.clearSubmittedAt()
    },
    { twin, _, other, _ in
      twin.model.submittedAt = other.model.submittedAt ?? .init()
      twin.sample.submittedAt = other.sample.submittedAt
    },
    { twin, new, _, _ in
      twin.model.submittedAt = .init(seconds: new.number, nanos: 5)
      twin.sample.submittedAt = .with {
        $0.seconds = new.number
        $0.nanos = 5
      }
    },
  ]

  static let maps: [Edit] = [
    { twin, new, _, _ in set(&twin, String(new.text.prefix(1)), new.more) },
    { twin, new, _, _ in set(&twin, String(new.text.prefix(1)), new.more) },
    { twin, _, _, random in
      guard let key = twin.model.labels.keys.sorted(by: order).randomElement(using: &random)
      else { return }
      twin.model.labels[key] = nil
      twin.sample.labels[String(decoding: key, as: UTF8.self)] = nil
    },
    { twin, _, other, _ in
      twin.model.labels = other.model.labels
      twin.sample.labels = other.sample.labels
    },
  ]

  private static func set(_ twin: inout Twin, _ key: String, _ value: String) {
    twin.model.labels[Array(key.utf8)] = value
    twin.sample.labels[key] = value
  }

  private static func order(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.lexicographicallyPrecedes(right)
  }

  static let oneofs: [Edit] = [
    { twin, new, _, _ in
      twin.model.outcome = .refusal(new.text)
      twin.sample.outcome = .refusal(new.text)
    },
    { twin, new, _, _ in
      twin.model.outcome = .fee(new.number)
      twin.sample.fee = new.number
    },
    { twin, new, _, _ in
      twin.model.outcome = .withdrawn(new.number & 1 == 0)
      twin.sample.withdrawn = new.number & 1 == 0
    },
    { twin, new, _, _ in
      var decision = SampleModel.Decision()
      if case .decision(let old)? = twin.model.outcome { decision = old }
      decision.grounds = new.text
      decision.at = decision.at ?? .init()
      decision.at?.seconds = new.number
      twin.model.outcome = .decision(decision)
      twin.sample.decision.grounds = new.text
      twin.sample.decision.at.seconds = new.number
    },
    { twin, _, other, _ in
      twin.model.outcome = other.model.outcome
      twin.sample.outcome = other.sample.outcome
    },
    { twin, _, _, _ in
      twin.model.outcome = nil
      twin.sample.outcome = nil
    },
  ]
}
