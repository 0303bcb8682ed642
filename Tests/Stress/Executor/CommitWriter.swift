import Foundation
import LintasTransport

/// A thread that ends waits in batches, as a store's writer does after a commit, and sends closures
/// to loops, so that loops fall asleep and must be woken from outside.
// Safety: the queues are touched with the condition locked only.
final class CommitWriter: @unchecked Sendable {
  private struct Request {
    let loop: EventLoop
    let completion: WaitCompletion
  }

  private let condition = NSCondition()
  private var requests: [Request] = []
  private var errands: [@Sendable () -> Void] = []
  private var stopped = false

  /// Asks for the end of a wait. From any thread.
  func submit(_ token: WaitToken, _ value: Int, on loop: EventLoop) {
    condition.lock()
    requests.append(Request(loop: loop, completion: WaitCompletion(token: token, value: value)))
    condition.signal()
    condition.unlock()
  }

  /// Asks for a call of `body` on the writer's thread. From any thread.
  func send(_ body: @escaping @Sendable () -> Void) {
    condition.lock()
    errands.append(body)
    condition.signal()
    condition.unlock()
  }

  /// Ends the thread once its queues are empty.
  func stop() {
    condition.lock()
    stopped = true
    condition.signal()
    condition.unlock()
  }

  /// The life of the thread.
  func run() {
    while true {
      condition.lock()
      while requests.isEmpty && errands.isEmpty && !stopped { condition.wait() }
      let batch = requests
      let calls = errands
      requests.removeAll(keepingCapacity: true)
      errands.removeAll(keepingCapacity: true)
      let last = stopped
      condition.unlock()
      if batch.isEmpty && calls.isEmpty && last { return }
      for body in calls { body() }
      var byLoop: [ObjectIdentifier: (EventLoop, [WaitCompletion])] = [:]
      for request in batch {
        byLoop[ObjectIdentifier(request.loop), default: (request.loop, [])].1
          .append(request.completion)
      }
      for (loop, completions) in byLoop.values {
        if completions.count == 1 {
          loop.complete(completions[0].token, completions[0].value)
        } else {
          loop.completeMany(completions)
        }
      }
    }
  }
}
