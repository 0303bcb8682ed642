internal import LintasProtobuf
internal import TestMessages

/// What a `Sample` should be, as plain Swift values that share nothing.
struct SampleModel: Equatable {
  struct Moment: Equatable {
    var seconds: Int64 = 0
    var nanos: Int32 = 0
  }

  struct Step: Equatable {
    var state: Int32 = 0
    var at: Moment?
    var actor = ""
    var note = ""
  }

  struct Decision: Equatable {
    var granted = false
    var grounds = ""
    var at: Moment?
  }

  enum Outcome: Equatable {
    case decision(Decision)
    case refusal(String)
    case fee(Int64)
    case withdrawn(Bool)
  }

  var id = ""
  var state: Int32 = 0
  var submittedAt: Moment?
  var note: String?
  var priority: Int32?
  var urgent: Bool?
  var history: [Step] = []
  var counts: [Int32] = []
  var weights: [Double] = []
  var flags: [Bool] = []
  var tags: [String] = []
  var blobs: [[UInt8]] = []
  var labels: [[UInt8]: String] = [:]
  var stations: [[UInt8]: Step] = [:]
  var outcome: Outcome?
  var delta: Int64 = 0
  var etag: [UInt8] = []
  /// None or one.
  var parent: [SampleModel] = []

  /// Levels of parents.
  var depth: Int { parent.first.map { $0.depth + 1 } ?? 0 }

  /// What a message holds, read through its getters.
  init(_ sample: Sample) {
    id = sample.id
    state = sample.state.rawValue
    submittedAt = sample.hasSubmittedAt ? Moment(sample.submittedAt) : nil
    note = sample.hasNote ? sample.note : nil
    priority = sample.hasPriority ? sample.priority : nil
    urgent = sample.hasUrgent ? sample.urgent : nil
    history = sample.history.map { Step($0) }
    counts = Array(sample.counts)
    weights = Array(sample.weights)
    flags = Array(sample.flags)
    tags = Array(sample.tags)
    blobs = Array(sample.blobs)
    for (key, value) in sample.labels { labels[Array(key.utf8)] = value }
    for (key, value) in sample.stations { stations[Array(key.utf8)] = Step(value) }
    outcome = sample.outcome.map { outcome in
      switch outcome {
      case .decision(let decision): .decision(Decision(decision))
      case .refusal(let refusal): .refusal(refusal)
      case .fee(let fee): .fee(fee)
      case .withdrawn(let withdrawn): .withdrawn(withdrawn)
      }
    }
    delta = sample.delta
    etag = sample.etag
    parent = sample.hasParent ? [SampleModel(sample.parent)] : []
  }

  init() {}
}

extension SampleModel.Moment {
  init(_ moment: TestMessages.Moment) {
    self.init(seconds: moment.seconds, nanos: moment.nanos)
  }
}

extension SampleModel.Step {
  init(_ step: TestMessages.Step) {
    self.init(
      state: step.state.rawValue, at: step.hasAt ? SampleModel.Moment(step.at) : nil,
      actor: step.actor, note: step.note)
  }
}

extension SampleModel.Decision {
  init(_ decision: TestMessages.Decision) {
    self.init(
      granted: decision.granted, grounds: decision.grounds,
      at: decision.hasAt ? SampleModel.Moment(decision.at) : nil)
  }
}
