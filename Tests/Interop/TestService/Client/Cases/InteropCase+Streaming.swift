internal import InteropMessages
internal import InteropServices
internal import LintasProtobuf
internal import LintasRPC

extension InteropCase {
  /// The sizes of requests, and those of the answers to them.
  private static let turns = [(27182, 31415), (8, 9), (1828, 2653), (45904, 58979)]

  /// Streams one way, the other, and both.
  static let streamingCases = [
    InteropCase("client_streaming") { bed in
      let call = bed.service.streamingInputCall()
      for (size, _) in turns { try await call.write(.with { $0.payload = TestBed.payload(size) }) }
      let answer = try await call.finish()
      try CaseFailure.unless("the sum", is: answer.aggregatedPayloadSize, 74922)
    },
    InteropCase("server_streaming") { bed in
      let request = StreamingOutputCallRequest.with { request in
        for (_, size) in turns { request.responseParameters.append { $0.size = Int32(size) } }
      }
      var sizes: [Int] = []
      for try await answer in bed.service.streamingOutputCall(request) {
        try TestBed.check(answer.payload, has: answer.payload.bodyBytes.count)
        sizes.append(answer.payload.bodyBytes.count)
      }
      try CaseFailure.unless("the list of sizes", is: sizes, turns.map(\.1))
    },
    InteropCase("ping_pong", pingPong),
    InteropCase("empty_stream") { bed in
      let call = bed.service.fullDuplexCall()
      try await call.requests.finish()
      for try await _ in call.responses { throw CaseFailure("there is an answer to nothing") }
    },
  ]

  @Sendable private static func pingPong(_ bed: TestBed) async throws {
    let call = bed.service.fullDuplexCall()
    var answers = call.responses.makeAsyncIterator()
    for (size, answerSize) in turns {
      try await call.requests.write(
        .with {
          $0.responseParameters.append { $0.size = Int32(answerSize) }
          $0.payload = TestBed.payload(size)
        })
      guard let answer = try await answers.next() else {
        throw CaseFailure("the call ended before the answer of \(answerSize) bytes")
      }
      try TestBed.check(answer.payload, has: answerSize)
    }
    try await call.requests.finish()
    guard try await answers.next() == nil else { throw CaseFailure("there is a fifth answer") }
  }
}
