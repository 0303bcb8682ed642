internal import ConformanceMessages
internal import Glibc
internal import LintasProtobuf

/// The program that protobuf's conformance suite tests: it reads requests from standard input and
/// writes an answer to each to standard output, both with their length before them (four bytes,
/// little-endian), until the input ends. What it skipped it says in the end, on standard error.
@main
struct ConformanceTestee {
  static func main() throws {
    var skipped: [String: Int] = [:]
    while let frame = try FrameStream.read() {
      let response =
        switch Result(catching: { try ConformanceRequest(decoding: frame) }) {
        case .success(let request): Answer.to(request)
        case .failure(let error):
          ConformanceResponse.with { $0.runtimeError = "the request is unreadable: \(error)" }
        }
      if case .skipped(let reason) = response.result { skipped[reason, default: 0] += 1 }
      try FrameStream.write(response.encoded())
    }
    for (reason, count) in skipped.sorted(by: { $0.key < $1.key }) {
      try FrameStream.put([UInt8]("skipped: \(count) with \(reason)\n".utf8), to: STDERR_FILENO)
    }
  }
}
