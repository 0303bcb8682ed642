internal import InteropMessages
internal import InteropServices
internal import LintasProtobuf
internal import LintasRPC

extension InteropCase {
  private static let head = "x-grpc-test-echo-initial"
  private static let trailer = "x-grpc-test-echo-trailing-bin"

  /// What travels beside the messages.
  static let metadataCases = [
    InteropCase("custom_metadata") { bed in
      var options = CallOptions(metadata: [
        "x-grpc-test-echo-initial": "test_initial_metadata_value"
      ])
      options.metadata.append(trailer, bytes: [0xAB, 0xAB, 0xAB])

      let answer = try await bed.channel.response(
        TestClient.Methods.unaryCall, TestBed.largeRequest, options: options)
      try TestBed.check(answer.message.payload, has: 314_159)
      try check(head: answer.metadata, trailers: answer.trailers)

      let call = bed.service.fullDuplexCall(options: options)
      try await call.requests.write(
        .with {
          $0.responseParameters.append { $0.size = 314_159 }
          $0.payload = TestBed.payload(271_828)
        })
      try await call.requests.finish()
      var count = 0
      for try await message in call.responses {
        try TestBed.check(message.payload, has: 314_159)
        count += 1
      }
      try CaseFailure.unless("the number of answers", is: count, 1)
      try check(head: try await call.responses.metadata, trailers: await call.responses.trailers)
    }
  ]

  private static func check(head: Metadata, trailers: Metadata) throws {
    try CaseFailure.unless(
      "what comes back in the head", is: head.values(self.head), ["test_initial_metadata_value"])
    try CaseFailure.unless(
      "what comes back in the trailers", is: trailers.bytes(trailer), [0xAB, 0xAB, 0xAB])
  }
}
