internal import BenchCalls
internal import BenchCallsService
internal import LintasProtobuf
internal import LintasRPC
internal import LintasStandard

/// Unary calls, so many at a time over one connection.
struct UnaryLoad {
  let calls: Int
  let inFlight: Int

  /// Callers on the channel's own loop, as a handler on a server's loop is one.
  func onLoop(_ channel: Channel) async throws -> String {
    let client = CallsClient(channel: channel)
    return try await channel.run {
      try await each(client, share: inFlight)
      let watch = Stopwatch()
      try await each(client, share: calls)
      return watch.lines
    }
  }

  /// Callers in tasks of the language's own pool.
  func anywhere(_ channel: Channel) async throws -> String {
    let client = CallsClient(channel: channel)
    try await each(client, share: inFlight)
    let watch = Stopwatch()
    try await each(client, share: calls)
    return watch.lines
  }

  /// Lets all callers make their share of the calls, one after the other.
  private nonisolated(nonsending) func each(_ client: CallsClient, share total: Int) async throws {
    let share = total / inFlight
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<inFlight {
        group.addTask {
          for _ in 0..<share { _ = try await client.nothing(GoogleEmpty()) }
        }
      }
      try await group.waitForAll()
    }
  }
}
