internal import BenchCalls
internal import BenchCallsService
internal import LintasProtobuf
internal import LintasRPC

/// Messages from the server, on one stream.
struct DownloadLoad {
  let messages: Int
  let size: Int

  /// Takes all messages and gives the figures.
  func run(_ channel: Channel) async throws -> String {
    let client = CallsClient(channel: channel)
    return try await channel.run {
      try await download(client, messages: 1)
      let watch = Stopwatch()
      try await download(client, messages: messages)
      return watch.lines
    }
  }

  private nonisolated(nonsending) func download(
    _ client: CallsClient, messages: Int
  ) async throws {
    let (count, size) = (UInt32(clamping: messages), UInt32(clamping: size))
    let request = DownloadRequest.with {
      $0.chunks = count
      $0.size = size
    }
    var bytes = 0
    for try await chunk in client.download(request) { bytes += chunk.contentBytes.count }
    guard bytes == Int(count) * Int(size) else { throw CallBenchFailure("\(bytes) bytes came") }
  }
}
