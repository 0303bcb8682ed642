internal import CEpoll
internal import Glibc
internal import Synchronization

// Safety: what other threads touch is `inbox…` under `inboxLock`, atomics, and the poller's wake;
// all else is confined to the loop's thread, which every entry point checks or asserts.
/// One thread that owns its connections and runs the asynchronous handlers of their calls.
///
/// A loop is a task executor: a task with a preference for it (`spawn`, `run`) starts on the loop's
/// thread and comes back to it after every `await`, so state that only such tasks and the loop's
/// callbacks touch needs no lock. A loop is no actor and no serial executor: a job of a task
/// executor may skip an enqueue, one that changes actors may not (four jobs a message, measured).
///
/// **A turn.** (1) Take what other threads left in the inbox. (2) Poll descriptors, sleeping only
/// if nothing is to do. (3) Fire timers. (4) Run at most the jobs and closures that were there when
/// the step began, so that a task that only yields cannot starve the sockets. (5) Let connections
/// send what the turn produced, once each. (6) Free what was closed.
///
/// **Falling asleep.** Producers append to the inbox under its lock, read `asleep` there and write
/// to the eventfd only if it was set. The loop decides that it is idle, and publishes `asleep`,
/// under the same lock in one step. So a producer either comes before the decision, and the loop
/// sees its entry, or after it, and sees `asleep`.
///
/// **Ending.** `stop` closes the loop's connections. The thread ends when no handler is alive that
/// began with `spawn`, `run` or `handlerBegins`, no task waits in `wait` and nothing is left to
/// run; nobody would run jobs sent later, so sending one is a programmer error and traps.
///
/// Threads: members say where they may be called; those without a word, on the loop only.
public final class EventLoop: TaskExecutor, @unchecked Sendable {
  /// What `wait` returns when its task was cancelled.
  public static let cancelled = -1
  /// What `wait` returns when the time given to `schedule(_:at:)` has come.
  public static let timedOut = -2

  /// For debuggers and log lines.
  public let name: String

  // The loop's own state, reached through pointers so that the exclusivity of a class's stored
  // properties is not checked for each job.
  let ring = UnsafeMutablePointer<JobRing>.allocate(capacity: 1)
  let waiters = UnsafeMutablePointer<WaiterTable>.allocate(capacity: 1)
  let wheel = UnsafeMutablePointer<TimerWheel>.allocate(capacity: 1)
  let poller: Poller
  var localWork: [@Sendable () -> Void] = []
  var turnEndHandlers: [any TurnEndHandler] = []
  var servedHandlers: [any TurnEndHandler] = []
  var retired: [AnyObject] = []
  var stopping = false
  /// Told when the loop stops, like the handlers of descriptors.
  var stopHandlers: [ObjectIdentifier: any LoopStopHandler] = [:]
  /// TLS handshakes in flight.
  var handshakes = 0

  // Shared with producers on other threads, under `inboxLock`.
  let inboxLock = Monitor()
  var inboxJobs: [UnownedJob] = []
  var inboxCompletions: [WaitCompletion] = []
  var inboxWork: [@Sendable () -> Void] = []
  var asleep = false
  var stopRequested = false
  var ended = false

  /// Set by producers under the lock, so that a busy loop need not take it to find nothing. Tested
  /// again under the lock before the loop sleeps.
  let inboxFilled = Atomic<Bool>(false)

  // What a turn has taken from the inbox; kept for their capacity.
  var takenJobs: [UnownedJob] = []
  var takenCompletions: [WaitCompletion] = []
  var takenWork: [@Sendable () -> Void] = []

  /// Handlers that have begun and not ended.
  let handlers = Atomic<Int>(0)

  /// Jobs, turns and wake-ups so far; read by tests and benchmarks through `statistics`.
  var jobsRun: UInt64 = 0
  /// Written by the loop alone; the watchdog sees by it whether the loop moves.
  let turns = Atomic<UInt64>(0)
  let wakeUps = Atomic<UInt64>(0)
  /// The job that runs now, by its address; 0 if none does. Written by the loop alone.
  let runningJob = Atomic<UInt>(0)

  // Safety: a value that is read or written whole, on the loop's thread only.
  /// The time at the start of the present turn's work: good enough for deadlines, and free.
  @exclusivity(unchecked) public internal(set) var now = MonotonicTime.now

  /// Shared by the connections of this loop; contents never outlive one call.
  let buffers = LoopBuffers()

  /// Stream objects that wait to be used again.
  let streamPool = HTTP2StreamPool()

  private var thread: PosixThread?

  private init(name: String) throws(TransportError) {
    self.name = name
    poller = try Poller()
    ring.initialize(to: JobRing())
    waiters.initialize(to: WaiterTable())
    wheel.initialize(to: TimerWheel(now: MonotonicTime.now.nanoseconds))
  }

  deinit {
    ring.deinitialize(count: 1)
    waiters.deinitialize(count: 1)
    wheel.deinitialize(count: 1)
    ring.deallocate()
    waiters.deallocate()
    wheel.deallocate()
  }

  /// Starts a loop on a thread of its own. From any thread.
  ///
  /// - Throws: `.system` when the machine has no descriptor or thread left.
  public static func start(name: String) throws(TransportError) -> EventLoop {
    lintas_ignore_sigpipe()
    let loop = try EventLoop(name: name)
    loop.thread = try PosixThread.start(name: name) { loop.runToEnd() }
    return loop
  }

  /// Asks the loop to close its connections and to end once its handlers have ended. From any
  /// thread; more than once does no harm.
  public func stop() {
    inboxLock.lock()
    stopRequested = true
    let wake = leaveInbox()
    inboxLock.unlock()
    if wake { poller.wake() }
  }

  /// Waits until the loop's thread has ended. To be called once, from another thread, after `stop`.
  public func join() {
    precondition(!isCurrent, "a loop cannot wait for itself")
    thread?.join()
  }

  /// Has the loop's thread end without anybody who waits for it. To be called once, instead of
  /// `join`, from any thread.
  public func detach() {
    thread?.detach()
  }

  /// Whether the caller runs on this loop's thread. From any thread.
  @inline(__always)
  public var isCurrent: Bool {
    lintas_thread_get_owner() == Unmanaged.passUnretained(self).toOpaque()
  }

  /// The loop whose thread calls; nil on any other thread.
  public static var current: EventLoop? {
    guard let owner = lintas_thread_get_owner() else { return nil }
    return Unmanaged<EventLoop>.fromOpaque(owner).takeUnretainedValue()
  }

  /// Starts a handler on the loop: a task that comes back to it after every `await`. The loop does
  /// not end before the handler. From any thread, until the loop has ended.
  @discardableResult
  public func spawn(_ body: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
    handlerBegins()
    return Task(executorPreference: self) {
      await body()
      self.handlerEnds()
    }
  }

  /// Notes that a handler begins whose task the caller makes itself, with a preference for this
  /// loop: what `spawn` does, without a closure around the handler's. The loop does not end before
  /// the handler calls `handlerEnds`. From any thread, until the loop has ended.
  public func handlerBegins() {
    handlers.add(1, ordering: .relaxed)
  }

  /// Notes that a handler ends: the last that its task does. From any thread.
  public func handlerEnds() {
    handlers.subtract(1, ordering: .relaxed)
  }

  /// Runs `body` on the loop and returns to where the caller was. The loop does not end before it.
  /// From any task, until the loop has ended.
  public func run<Result: Sendable, Failure: Error>(
    _ body: @Sendable () async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    handlerBegins()
    return try await withTaskExecutorPreference(self) { () async throws(Failure) -> Result in
      defer { handlerEnds() }
      // More than a check: without a use of memory here, the optimiser takes the hop to the loop
      // out of this closure, and that of a body which is nothing but a call of a function that
      // inherits its caller's isolation out of the body. Such a body would then run elsewhere.
      precondition(isCurrent, "the preference for a loop did not lead to it")
      return try await body()
    }
  }

  /// Figures of this loop's life. On the loop, or after `join`.
  public var statistics: EventLoopStatistics {
    EventLoopStatistics(
      jobs: jobsRun, turns: turns.load(ordering: .relaxed),
      wakeUps: wakeUps.load(ordering: .relaxed),
      waiting: waiters.pointee.waiting, handlers: handlers.load(ordering: .relaxed))
  }

  /// One line about the queues of a loop that seems stuck. From any thread; what the loop's own
  /// thread owns is left out, since the loop may be running.
  public func describeState() -> String {
    inboxLock.withLock {
      "loop \(name): asleep \(asleep), stop requested \(stopRequested), ended \(ended), "
        + "inbox jobs \(inboxJobs.count), completions \(inboxCompletions.count), "
        + "closures \(inboxWork.count), filled \(inboxFilled.load(ordering: .relaxed)), "
        + "handlers \(handlers.load(ordering: .relaxed)), "
        + "wake-ups \(wakeUps.load(ordering: .relaxed))"
    }
  }
}
