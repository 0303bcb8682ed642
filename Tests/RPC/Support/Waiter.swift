import LintasRPC

/// An interceptor that waits before it lets a call begin.
struct Waiter: ServerInterceptor {
  let journal: Recorder.Journal

  func begin(_ call: CallContext, by caller: Visitor) async throws -> (any CallObserver)? {
    journal.add("wait begins")
    try await Task.sleep(for: .milliseconds(call.metadata["long"] == nil ? 1 : 3_600_000))
    journal.add("wait ends")
    return nil
  }
}
