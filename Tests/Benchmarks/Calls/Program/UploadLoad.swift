internal import BenchCalls
internal import BenchCallsService
internal import LintasProtobuf
internal import LintasRPC

/// Messages to the server, on one stream.
struct UploadLoad {
  let messages: Int
  let size: Int

  /// Sends all messages and gives the figures.
  func run(_ channel: Channel) async throws -> String {
    let client = CallsClient(channel: channel)
    return try await channel.run {
      try await upload(client, messages: 1)
      let watch = Stopwatch()
      try await upload(client, messages: messages)
      return watch.lines
    }
  }

  private nonisolated(nonsending) func upload(
    _ client: CallsClient, messages: Int
  ) async throws {
    let size = size
    let chunk = Chunk.with { $0.content = Array(repeating: 7, count: size) }
    let call = client.upload()
    for _ in 0..<messages { try await call.write(chunk) }
    let taken = try await call.finish().chunks
    guard taken == messages else { throw CallBenchFailure("\(taken) messages were taken") }
  }
}
