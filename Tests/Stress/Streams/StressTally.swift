internal import Synchronization

/// What all callers and handlers together have done and what went wrong.
final class StressTally: Sendable {
  private let received = Atomic<Int>(0)
  private let begun = Atomic<Int>(0)
  private let over = Atomic<Int>(0)
  private let calls = Atomic<Int>(0)
  private let whole = Atomic<Int>(0)
  private let texts = Locked<[String]>([])
  private let visits = Locked<[UInt64: StressVisit]>([:])

  /// Messages that have arrived on either side.
  var messages: Int { received.load(ordering: .relaxed) }
  /// Handlers that have begun.
  var started: Int { begun.load(ordering: .relaxed) }
  /// Handlers that have ended.
  var ended: Int { over.load(ordering: .relaxed) }
  /// What went wrong.
  var faults: [String] { texts.withLock { $0 } }
  /// Grows as long as anything happens.
  var progress: Int { messages &+ started &+ ended &+ calls.load(ordering: .relaxed) }

  /// All figures in one line.
  var summary: String {
    "messages \(messages), calls \(calls.load(ordering: .relaxed)) of which"
      + " \(whole.load(ordering: .relaxed)) ended well, handlers \(started) begun \(ended) ended,"
      + " faults \(faults.count)"
  }

  /// A message has arrived.
  func message() { received.add(1, ordering: .relaxed) }
  /// A handler begins.
  func begin() { begun.add(1, ordering: .relaxed) }
  /// A handler ends.
  func end() { over.add(1, ordering: .relaxed) }

  /// A call is over.
  func call(well: Bool) {
    calls.add(1, ordering: .relaxed)
    if well { whole.add(1, ordering: .relaxed) }
  }

  /// The calls that are under way.
  var underWay: [StressVisit] { visits.withLock { Array($0.values) } }

  /// A caller makes a call, or none.
  func note(_ visit: StressVisit?, of caller: UInt64) { visits.withLock { $0[caller] = visit } }

  /// Something is wrong.
  func fault(_ text: String) { texts.withLock { $0.append(text) } }
}
