internal import BenchCalls
internal import BenchCallsService
internal import LintasProtobuf
internal import LintasRPC
internal import LintasStandard

/// The server's side. What it is asked to do stands in the call's metadata.
struct StressDesk: CallsService {
  let tally: StressTally

  func nothing(_ request: GoogleEmpty, by caller: Visitor) -> GoogleEmpty { GoogleEmpty() }

  func exchange(
    _ requests: RequestStream<Chunk>, to responses: ResponseWriter<Chunk>, by caller: Visitor
  ) async throws {
    try await handling(caller) { leaving in
      var count = 0
      for try await chunk in requests {
        tally.message()
        StressChunk.check(chunk, number: count, tally)
        try await responses.write(chunk)
        count += 1
        if count == leaving { return }
      }
    }
  }

  func upload(
    _ requests: RequestStream<Chunk>, by caller: Visitor
  ) async throws -> UploadResponse {
    try await handling(caller) { leaving in
      var count = 0
      for try await chunk in requests {
        tally.message()
        StressChunk.check(chunk, number: count, tally)
        count += 1
        if count == leaving { break }
      }
      let chunks = UInt32(count)
      return .with { $0.chunks = chunks }
    }
  }

  func download(
    _ request: DownloadRequest, to responses: ResponseWriter<Chunk>, by caller: Visitor
  ) async throws {
    try await handling(caller) { leaving in
      for number in 0..<Int(request.chunks) {
        if number == leaving { return }
        try await responses.write(StressChunk.chunk(number: number, size: Int(request.size)))
      }
    }
  }

  /// Counts the handler, and ends it by an error if that is what the caller wants.
  private func handling<Result>(
    _ caller: Visitor, _ body: (_ leaving: Int) async throws -> Result
  ) async throws -> Result {
    tally.begin()
    defer { tally.end() }
    let leaving = caller.metadata["leave-after"].flatMap { Int($0) } ?? -1
    let result = try await body(leaving)
    if caller.metadata["fail"] != nil { throw Status(.failedPrecondition, "as ordered") }
    return result
  }
}
