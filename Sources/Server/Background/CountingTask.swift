internal import LintasOffice
internal import LintasStore
internal import Logging

/// The counting of cases while the server runs: a task of its own, off the event loops.
///
/// A failure is logged and tried again after a while; the numbers stand still meanwhile, and calls
/// do not notice.
struct CountingTask: Sendable {
  private let task: Task<Void, Never>

  /// Begins to count.
  init(_ registry: Registry, log: Logger) {
    task = Task {
      let counting = CaseCounting(registry)
      while !Task.isCancelled {
        do {
          try await counting.run()
        } catch is CancellationError {
          return
        } catch StoreError.closed {
          return
        } catch {
          log.error("counting failed, trying again", metadata: ["reason": "\(error)"])
          try? await Task.sleep(for: .seconds(10))
        }
      }
    }
  }

  /// Ends the counting, at the next stretch of changes; a later start goes on from there.
  func stop() async {
    task.cancel()
    await task.value
  }
}
