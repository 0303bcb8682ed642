internal import InteropMessages
internal import InteropServices
internal import LintasProtobuf
internal import LintasRPC

extension InteropCase {
  /// Calls that end as the request says, and calls of what no server has.
  static let statusCases = [
    InteropCase("status_code_and_message") { bed in
      let wanted = EchoStatus.with { ($0.code, $0.message) = (2, "test status message") }
      let unary = try await TestBed.status(.unknown) {
        _ = try await bed.service.unaryCall(.with { $0.responseStatus = wanted })
      }
      try CaseFailure.unless("the message", is: unary.message, wanted.message)
      let streamed = try await TestBed.status(.unknown) {
        let call = bed.service.fullDuplexCall()
        try await call.requests.write(.with { $0.responseStatus = wanted })
        try await call.requests.finish()
        for try await _ in call.responses {}
      }
      try CaseFailure.unless("the stream's message", is: streamed.message, wanted.message)
    },
    InteropCase("special_status_message") { bed in
      let text = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n"
      let status = try await TestBed.status(.unknown) {
        _ = try await bed.service.unaryCall(
          .with { $0.responseStatus = .with { ($0.code, $0.message) = (2, text) } })
      }
      // Strings that look the same are equal; here each byte counts.
      try CaseFailure.unless("the message", is: Array(status.message.utf8), Array(text.utf8))
    },
    InteropCase("unimplemented_method") { bed in
      try await TestBed.status(.unimplemented) {
        _ = try await bed.service.unimplementedCall(Empty())
      }
    },
    InteropCase("unimplemented_service") { bed in
      try await TestBed.status(.unimplemented) {
        _ = try await UnimplementedClient(channel: bed.channel).unimplementedCall(Empty())
      }
    },
  ]
}
