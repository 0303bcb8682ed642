internal import Synchronization

/// Tells when somebody holds a loop up: a handler that computes, or waits without `await`, so that
/// no other call of its loop gets on.
///
/// A thread looks at each loop's count of turns a few times within the patience. The loops pay a
/// store a turn for it, whether there is a watchdog or not.
public final class LoopWatchdog: Sendable {
  /// What there is to tell.
  public struct Report: Sendable {
    /// Which loop, by its place in the list given.
    public let loop: Int
    /// How long it has been held up, or was.
    public let duration: Duration
    /// Whether it moves again.
    public let hasEnded: Bool
  }

  private static let looks = 8
  private let monitor = Monitor()
  private let isStopped = Atomic<Bool>(false)
  private let thread = Mutex<PosixThread?>(nil)

  private init() {}

  /// Starts to watch.
  ///
  /// - Parameters:
  ///   - loops: whom to watch.
  ///   - patience: how long a loop may take for one turn.
  ///   - report: told once when a loop takes longer, and once when it moves again; on the
  ///     watchdog's thread.
  /// - Throws: if there is no thread left.
  public static func start(
    _ loops: [EventLoop], patience: Duration, report: @escaping @Sendable (Report) -> Void
  ) throws(TransportError) -> LoopWatchdog {
    let watchdog = LoopWatchdog()
    let thread = try PosixThread.start(name: "watchdog") {
      watchdog.watch(loops, patience, report)
    }
    watchdog.thread.withLock { $0 = thread }
    return watchdog
  }

  /// Stops watching. Not from within a report. More than once does no harm.
  public func stop() {
    let thread = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    guard let thread else { return }
    monitor.withLock {
      isStopped.store(true, ordering: .relaxed)
      monitor.wakeAll()
    }
    thread.join()
  }

  private func watch(
    _ loops: [EventLoop], _ patience: Duration, _ report: (Report) -> Void
  ) {
    var pulses = loops.map { _ in LoopPulse(patience: patience) }
    let pause = max(patience / LoopWatchdog.looks, .milliseconds(1))
    while rest(pause) {
      for (index, loop) in loops.enumerated() {
        let (turn, isAsleep) = loop.pulse
        switch pulses[index].look(turn: turn, isAsleep: isAsleep, at: .now) {
        case .blocked(let span):
          report(Report(loop: index, duration: span, hasEnded: false))
        case .moves(let span):
          report(Report(loop: index, duration: span, hasEnded: true))
        case nil:
          break
        }
      }
    }
  }

  /// Sleeps; false once the watchdog is stopped.
  private func rest(_ pause: Duration) -> Bool {
    let end = MonotonicTime.now + pause
    return monitor.withLock {
      while !isStopped.load(ordering: .relaxed), MonotonicTime.now < end {
        monitor.sleep(until: end)
      }
      return !isStopped.load(ordering: .relaxed)
    }
  }
}

extension EventLoop {
  /// How many turns the loop has begun, and whether it sleeps in the present one. From any thread.
  var pulse: (turn: UInt64, isAsleep: Bool) {
    inboxLock.withLock { (turns.load(ordering: .relaxed), asleep || ended) }
  }

  /// The address of the job that runs on the loop now, which is that of its task; 0 if none does.
  /// From any thread; what it tells may be over when it is read.
  package var runningTask: UInt { runningJob.load(ordering: .relaxed) }
}
