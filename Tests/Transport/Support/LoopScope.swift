import LintasTransport

/// Runs `body` on a loop of its own, which is stopped and has ended when this returns.
func withLoop<Result: Sendable>(
  _ body: @Sendable (EventLoop) async throws -> Result
) async throws -> Result {
  let loop = try EventLoop.start(name: "test")
  do {
    let result = try await loop.run { () async throws -> Result in try await body(loop) }
    loop.stop()
    loop.join()
    return result
  } catch {
    loop.stop()
    loop.join()
    throw error
  }
}

/// Waits on the loop until `condition` holds.
///
/// - Returns: false if it did not within ten seconds.
nonisolated(nonsending) func eventually(
  on loop: EventLoop, _ condition: () -> Bool
) async -> Bool {
  let limit = MonotonicTime.now + .seconds(10)
  while !condition() {
    if MonotonicTime.now > limit { return false }
    await loop.sleep(until: .now + .milliseconds(1))
  }
  return true
}
