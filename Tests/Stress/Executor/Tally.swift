import Synchronization

/// What all loops together have done and what went wrong.
final class Tally: Sendable {
  /// Messages handed to queues.
  let sent = Atomic<Int>(0)
  /// Messages that a handler has worked off.
  let handled = Atomic<Int>(0)
  /// Handlers started and ended.
  let started = Atomic<Int>(0)
  let ended = Atomic<Int>(0)
  /// Handlers that ended because they were cancelled.
  let cancelled = Atomic<Int>(0)
  /// Times a handler found itself off its loop after an `await`.
  let offLoop = Atomic<Int>(0)
  /// Waits that returned what nobody completed them with.
  let wrongValues = Atomic<Int>(0)
  /// Messages that came out of order, twice, or not at all to a handler that was not cancelled.
  let lost = Atomic<Int>(0)
  /// Waits completed by the writer and by timers.
  let waits = Atomic<Int>(0)

  func count(_ counter: borrowing Atomic<Int>, _ amount: Int = 1) {
    counter.add(amount, ordering: .relaxed)
  }

  /// Grows as long as anything happens.
  var progress: Int {
    sent.load(ordering: .relaxed) &+ handled.load(ordering: .relaxed)
      &+ ended.load(ordering: .relaxed) &+ waits.load(ordering: .relaxed)
  }

  /// Whether nothing went wrong.
  var isClean: Bool {
    offLoop.load(ordering: .relaxed) == 0 && wrongValues.load(ordering: .relaxed) == 0
      && lost.load(ordering: .relaxed) == 0
      && started.load(ordering: .relaxed) == ended.load(ordering: .relaxed)
  }

  /// All figures in one line.
  var summary: String {
    "sent \(sent.load(ordering: .relaxed)) handled \(handled.load(ordering: .relaxed)) "
      + "waits \(waits.load(ordering: .relaxed)) handlers \(started.load(ordering: .relaxed)) "
      + "ended \(ended.load(ordering: .relaxed)) "
      + "by cancellation \(cancelled.load(ordering: .relaxed)); "
      + "off loop \(offLoop.load(ordering: .relaxed)) "
      + "wrong values \(wrongValues.load(ordering: .relaxed)) "
      + "lost \(lost.load(ordering: .relaxed))"
  }
}
