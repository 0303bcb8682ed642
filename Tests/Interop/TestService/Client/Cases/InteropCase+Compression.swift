internal import InteropMessages
internal import InteropServices
internal import LintasProtobuf
internal import LintasRPC

extension InteropCase {
  /// Messages that are compressed, and messages beside them that are not.
  static let compressionCases = [
    InteropCase("client_compressed_unary") { bed in
      var request = TestBed.largeRequest
      request.expectCompressed.value = true
      try await TestBed.status(.invalidArgument) {
        _ = try await bed.service.unaryCall(request)
      }
      try await TestBed.largeUnary(
        bed.service, request: request, options: CallOptions(compression: .gzip))
      request.expectCompressed = .with { $0.value = false }
      try await TestBed.largeUnary(
        bed.service, request: request, options: CallOptions(compression: .identity))
    },
    InteropCase("server_compressed_unary") { bed in
      for isCompressed in [true, false] {
        var request = TestBed.largeRequest
        request.responseCompressed = .with { $0.value = isCompressed }
        let answer = try await bed.channel.response(
          TestClient.Methods.unaryCall, request)
        try CaseFailure.unless(
          "the answer's being compressed", is: answer.isCompressed, isCompressed)
        try TestBed.check(answer.message.payload, has: 314_159)
      }
    },
    InteropCase("client_compressed_streaming", clientCompressedStreaming),
    InteropCase("server_compressed_streaming", serverCompressedStreaming),
  ]

  @Sendable private static func clientCompressedStreaming(_ bed: TestBed) async throws {
    var first = StreamingInputCallRequest.with { $0.payload = TestBed.payload(27182) }
    first.expectCompressed.value = true
    var second = StreamingInputCallRequest.with { $0.payload = TestBed.payload(45904) }
    second.expectCompressed = .with { $0.value = false }

    let probe = bed.service.streamingInputCall()
    try await TestBed.status(.invalidArgument) {
      try await probe.write(first)
      _ = try await probe.finish()
    }
    let call = bed.service.streamingInputCall(options: CallOptions(compression: .gzip))
    try await call.write(first)
    try await call.write(second, compresses: false)
    let answer = try await call.finish()
    try CaseFailure.unless("the sum", is: answer.aggregatedPayloadSize, 73086)
  }

  @Sendable private static func serverCompressedStreaming(_ bed: TestBed) async throws {
    let wanted = [(31415, true), (92653, false)]
    let request = StreamingOutputCallRequest.with { request in
      for (size, isCompressed) in wanted {
        request.responseParameters.append { parameters in
          parameters.size = Int32(size)
          parameters.compressed = .with { $0.value = isCompressed }
        }
      }
    }
    let answers = bed.service.streamingOutputCall(request)
    var iterator = answers.makeAsyncIterator()
    for (size, isCompressed) in wanted {
      guard let answer = try await iterator.next() else {
        throw CaseFailure("the call ended before the answer of \(size) bytes")
      }
      try TestBed.check(answer.payload, has: size)
      try CaseFailure.unless(
        "the being compressed of the answer of \(size) bytes",
        is: await answers.isLastCompressed, isCompressed)
    }
    guard try await iterator.next() == nil else { throw CaseFailure("there is a third answer") }
  }
}
