internal import InteropMessages
internal import InteropServices
internal import LintasProtobuf
internal import LintasRPC

extension InteropCase {
  /// Calls that the client ends, and calls that time ends.
  static let endingCases = [
    InteropCase("cancel_after_begin") { bed in
      let call = bed.service.streamingInputCall()
      // To ask for the head sends the call; the server answers nothing before a message.
      async let head = call.metadata
      try await Task.sleep(for: .milliseconds(50))
      call.cancel()
      try await TestBed.status(.cancelled) { _ = try await call.finish() }
      try await TestBed.status(.cancelled) { [head = try? await head] in
        guard head == nil else { return }
        _ = try await call.metadata
      }
    },
    InteropCase("cancel_after_first_response") { bed in
      let call = bed.service.fullDuplexCall()
      try await call.requests.write(
        .with {
          $0.responseParameters.append { $0.size = 31415 }
          $0.payload = TestBed.payload(27182)
        })
      var answers = call.responses.makeAsyncIterator()
      guard let answer = try await answers.next() else { throw CaseFailure("no answer came") }
      try TestBed.check(answer.payload, has: 31415)
      call.cancel()
      try await TestBed.status(.cancelled) { _ = try await answers.next() }
    },
    InteropCase("timeout_on_sleeping_server") { bed in
      try await TestBed.status(.deadlineExceeded) {
        let call = bed.service.fullDuplexCall(options: CallOptions(timeout: .milliseconds(1)))
        try await call.requests.write(.with { $0.payload = TestBed.payload(27182) })
        for try await _ in call.responses {}
      }
    },
  ]
}
