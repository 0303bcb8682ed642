internal import LintasProtobuf
internal import TestMessages

/// A message with every field set.
func fullSample() -> Sample {
  .with {
    $0.id = "an identifier of some length"
    $0.state = .approved
    $0.name = "Siti Aminah ☺"
    $0.submittedAt.seconds = 1_790_000_000
    $0.note = ""
    $0.priority = -1
    for index in 0..<5 {
      $0.history.append {
        $0.state = .inReview
        $0.at.seconds = Int64(index)
        $0.actor = "actor \(index)"
        $0.note = "note"
      }
    }
    $0.counts = [1, -1, 300, 0, Int32.max]
    $0.states = [.received, .refused]
    $0.tags = ["a", "", "déjà vu"]
    $0.labels = ["place": "Blambangan Umpu", "": "empty"]
    $0.stations["gate", default: Step()].at.seconds = 3
    $0.decision.grounds = "because"
    $0.decision.at.nanos = 7
    $0.delta = -123_456_789
    $0.score = -0.0
    $0.etag = [0, 1, 2, 0xff]
    $0.blobs = [[], [1], [2, 3]]
    $0.serial = 0xdead_beef
    $0.weights = [0.5, -1]
    $0.urgent = false
    $0.flags = [true, false]
    $0.parent.parent.id = "grandparent"
  }
}
