internal import BenchCalls
internal import BenchCallsService
internal import LintasProtobuf
internal import LintasRPC

/// Messages there and back, on so many streams of one connection.
struct ExchangeLoad {
  let streams: Int
  let messages: Int
  let size: Int

  /// Sends all messages, checks what comes back, and gives the figures.
  func run(_ channel: Channel) async throws -> String {
    let client = CallsClient(channel: channel)
    return try await channel.run {
      try await exchange(client, messages: 1)
      let watch = Stopwatch()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<streams { group.addTask { try await exchange(client, messages: messages) } }
        try await group.waitForAll()
      }
      return watch.lines
    }
  }

  private nonisolated(nonsending) func exchange(
    _ client: CallsClient, messages: Int
  ) async throws {
    let call = client.exchange()
    let chunk = Chunk.with { $0.content = Array(repeating: 7, count: size) }
    async let sent: Void = {
      for _ in 0..<messages { try await call.requests.write(chunk) }
      try await call.requests.finish()
    }()
    var count = 0
    for try await answer in call.responses {
      guard answer.contentBytes.count == size else { throw CallBenchFailure("a chunk changed") }
      count += 1
    }
    try await sent
    guard count == messages else { throw CallBenchFailure("\(count) of \(messages) came back") }
  }
}
