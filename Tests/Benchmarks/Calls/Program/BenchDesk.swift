internal import BenchCalls
internal import LintasProtobuf
internal import LintasRPC
internal import LintasStandard

/// Answers the calls that are measured, with as little work as can be.
struct BenchDesk: CallsService {
  func nothing(_ request: GoogleEmpty, by caller: Visitor) -> GoogleEmpty {
    GoogleEmpty()
  }

  func exchange(
    _ requests: RequestStream<Chunk>, to responses: ResponseWriter<Chunk>, by caller: Visitor
  ) async throws {
    for try await chunk in requests { try await responses.write(chunk) }
  }

  func download(
    _ request: DownloadRequest, to responses: ResponseWriter<Chunk>, by caller: Visitor
  ) async throws {
    let chunk = Chunk.with { $0.content = Array(repeating: 7, count: Int(request.size)) }
    for _ in 0..<request.chunks { try await responses.write(chunk) }
  }
}
