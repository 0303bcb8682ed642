internal import CEpoll
internal import Glibc

// Safety: the queue and the counters are touched under `monitor` only.
/// A fixed number of threads for work that would hold up an event loop: hashing a password, writing
/// an export. The language's global pool has as many threads as the machine has cores and belongs
/// to everybody; this one is the server's own, and its queue is bounded.
///
/// A task with a preference for the pool runs there, on any of its threads; jobs are taken in
/// order. The bound counts tasks, not jobs, because a job of a task that was let in must never be
/// refused.
public final class WorkerPool: TaskExecutor, @unchecked Sendable {
  private let monitor = Monitor()
  private let capacity: Int
  private var queue: [UnownedJob] = []
  private var head = 0
  private var admitted = 0
  private var stopped = false
  private var threads: [PosixThread] = []

  /// A pool of `threads` threads that lets in at most `capacity` tasks at a time.
  ///
  /// - Throws: `.system` when the machine has no thread left.
  public static func start(
    name: String, threads: Int, capacity: Int
  ) throws(TransportError) -> WorkerPool {
    precondition(threads > 0 && capacity > 0)
    let pool = WorkerPool(capacity: capacity)
    for number in 1...threads {
      do throws(TransportError) {
        pool.threads.append(try PosixThread.start(name: "\(name)-\(number)") { pool.work() })
      } catch {
        pool.stop()
        throw error
      }
    }
    return pool
  }

  private init(capacity: Int) {
    self.capacity = capacity
  }

  /// Lets one task in, if there is room; whoever got true calls `release` when the task is done.
  /// From any thread.
  public func admit() -> Bool {
    monitor.withLock {
      guard admitted < capacity, !stopped else { return false }
      admitted += 1
      return true
    }
  }

  /// Gives an admission back. From any thread.
  public func release() {
    monitor.withLock { admitted -= 1 }
  }

  /// Runs `body` on the pool and returns to where the caller was.
  ///
  /// - Returns: nil if the pool is full or has stopped; `body` has then not run.
  public func run<Result: Sendable, Failure: Error>(
    _ body: @Sendable () async throws(Failure) -> Result
  ) async throws(Failure) -> Result? {
    guard admit() else { return nil }
    defer { release() }
    return try await withTaskExecutorPreference(self) { () async throws(Failure) -> Result in
      // As in `EventLoop.run`: this use of memory keeps the optimiser from taking the hop out.
      precondition(lintas_thread_get_owner() == nil, "the preference for a pool led to a loop")
      return try await body()
    }
  }

  /// Takes a job of a task that prefers this pool. The language's runtime calls it, on any thread.
  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    monitor.lock()
    precondition(!stopped, "a task prefers a worker pool that has stopped")
    queue.append(job)
    monitor.unlock()
    monitor.wakeOne()
  }

  /// Ends the threads once the jobs in the queue have run, and waits for them. To be called when no
  /// task prefers the pool any more, from a thread that is not the pool's.
  public func stop() {
    monitor.withLock { stopped = true }
    monitor.wakeAll()
    for thread in threads { thread.join() }
    threads = []
  }

  /// The life of one thread.
  private func work() {
    let executor = asUnownedTaskExecutor()
    while let job = nextJob() { job.runSynchronously(on: executor) }
  }

  private func nextJob() -> UnownedJob? {
    monitor.withLock {
      while head == queue.count {
        if stopped { return nil }
        monitor.sleep()
      }
      let job = queue[head]
      head += 1
      if head == queue.count {
        queue.removeAll(keepingCapacity: true)
        head = 0
      } else if head > 1024 && head * 2 > queue.count {
        queue.removeFirst(head)
        head = 0
      }
      return job
    }
  }
}
