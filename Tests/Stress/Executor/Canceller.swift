import Foundation

/// A thread that cancels handlers from outside their loops.
// Safety: the tasks are touched with the lock held only.
final class Canceller: @unchecked Sendable {
  private let lock = NSLock()
  private var tasks: [Task<Void, Never>] = []
  private var stopped = false

  /// Offers a handler; one in four is cancelled a little later.
  func offer(_ task: Task<Void, Never>) {
    lock.lock()
    tasks.append(task)
    lock.unlock()
  }

  /// Ends the thread.
  func stop() {
    lock.lock()
    stopped = true
    lock.unlock()
  }

  /// The life of the thread.
  func run() {
    while true {
      usleep(500)
      lock.lock()
      let batch = tasks
      tasks.removeAll()
      let last = stopped
      lock.unlock()
      for (index, task) in batch.enumerated() where index % 4 == 0 { task.cancel() }
      if last { return }
    }
  }
}
