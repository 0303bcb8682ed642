internal import BenchCalls
internal import BenchCallsService
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

  func upload(
    _ requests: RequestStream<Chunk>, by caller: Visitor
  ) async throws -> UploadResponse {
    var count: UInt32 = 0
    for try await _ in requests { count += 1 }
    let chunks = count
    return .with { $0.chunks = chunks }
  }

  func download(
    _ request: DownloadRequest, to responses: ResponseWriter<Chunk>, by caller: Visitor
  ) async throws {
    let chunk = Chunk.with { $0.content = Array(repeating: 7, count: Int(request.size)) }
    for _ in 0..<request.chunks { try await responses.write(chunk) }
  }
}
