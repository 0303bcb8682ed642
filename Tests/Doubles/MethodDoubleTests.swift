import LintasDoubles
import LintasProtobuf
import LintasRPC
import LintasStandard
import LintasTransport
import Testing

/// Promise: the double of a method, of whatever kind, answers what a test said, in the order in
/// which it was said, and notes what it was asked.
@Suite(.timeLimit(.minutes(5))) struct MethodDoubleTests {
  @Test func withoutAnAnswerTheMethodIsNamed() async throws {
    let all = EveryKindDouble()
    try await GRPCServer.withChannel(to: all) { channel in
      let calls: [@Sendable () async throws -> Void] = [
        { _ = try await channel.unary(EveryKindDouble.unaryMethod, Note()) },
        { for try await _ in channel.serverStream(EveryKindDouble.downMethod, Note()) {} },
        { _ = try await channel.clientStream(EveryKindDouble.upMethod).finish() },
        { for try await _ in channel.bidirectional(EveryKindDouble.bothMethod).responses {} },
      ]
      let names = ["Unary", "Down", "Up", "Both"]
      for (call, name) in zip(calls, names) {
        let status = await #expect(throws: Status.self) { try await call() }
        #expect(status?.code == .unimplemented)
        #expect(status?.message == "the double of lintas.test.Every/\(name) was given no answer")
      }
    }
    #expect(all.unary.calls.count == 1 && all.both.calls.count == 1)
  }

  @Test func allKindsAnswerAndNote() async throws {
    let all = EveryKindDouble()
    all.unary.answer(with: note("1"))
    all.down.answer(with: [note("1"), note("2")])
    all.up.answer(with: note("up"))
    all.both.answer(with: [note("x")])
    try await GRPCServer.withChannel(to: all) { channel in
      let options = CallOptions(timeout: .seconds(100), metadata: ["who": "me"])
      let one = try await channel.unary(EveryKindDouble.unaryMethod, note("a"), options: options)
      #expect(one.typeURL == "1")
      var many: [String] = []
      for try await answer in channel.serverStream(EveryKindDouble.downMethod, note("b")) {
        many.append(answer.typeURL)
      }
      #expect(many == ["1", "2"])
      let up = channel.clientStream(EveryKindDouble.upMethod)
      for text in ["c", "d"] { try await up.write(note(text)) }
      let received = try await up.finish()
      #expect(received.typeURL == "up")
      let both = channel.bidirectional(EveryKindDouble.bothMethod)
      try await both.requests.write(note("e"))
      try await both.requests.finish()
      for try await answer in both.responses { #expect(answer.typeURL == "x") }
    }
    #expect(all.unary.requests.map(\.typeURL) == ["a"])
    #expect(all.unary.calls[0].metadata["who"] == "me")
    #expect(all.unary.calls[0].deadline < .distantFuture)
    #expect(all.down.requests.map(\.typeURL) == ["b"])
    #expect(all.up.requests.map { $0.map(\.typeURL) } == [["c", "d"]])
    #expect(all.both.requests.map { $0.map(\.typeURL) } == [["e"]])
  }

  @Test func answersForTheNextCallsComeFirstAndInOrder() async throws {
    let all = EveryKindDouble()
    all.unary.answer(with: note("always"))
    all.unary.fail(with: Status(.notFound), times: 2)
    all.unary.answer(times: 1) { request, _ in .with { $0.typeURL = request.typeURL + "!" } }
    try await GRPCServer.withChannel(to: all) { channel in
      var seen: [String] = []
      for number in 0..<5 {
        do {
          let request = note("\(number)")
          seen.append(try await channel.unary(EveryKindDouble.unaryMethod, request).typeURL)
        } catch let status as Status {
          seen.append("\(status.code)")
        }
      }
      #expect(seen == ["NOT_FOUND", "NOT_FOUND", "2!", "always", "always"])
      all.unary.fail(with: Status(.unavailable))
      all.unary.forgetCalls()
      let status = await #expect(throws: Status.self) {
        _ = try await channel.unary(EveryKindDouble.unaryMethod, Note())
      }
      #expect(status?.code == .unavailable)
    }
    #expect(all.unary.calls.count == 1)
  }

  /// What a client does on its own, such as to try again, is its own part of the test.
  @Test func retriesAreSeenOneByOne() async throws {
    let all = EveryKindDouble()
    all.down.fail(with: Status(.unavailable), times: 2)
    all.down.answer(with: [note("there")])
    let retry = RetryPolicy(
      maxAttempts: 3, initialBackoff: .milliseconds(1), maxBackoff: .milliseconds(1),
      backoffMultiplier: 1, retryableStatusCodes: [.unavailable])
    try await GRPCServer.withChannel(to: all) { channel in
      let patient = channel.defaulting(
        to: ServiceConfig(methods: [MethodConfig([.all], policy: .retry(retry))]))
      var answers: [String] = []
      for try await answer in patient.serverStream(EveryKindDouble.downMethod, note("q")) {
        answers.append(answer.typeURL)
      }
      #expect(answers == ["there"])
    }
    #expect(all.down.requests.map(\.typeURL) == ["q", "q", "q"])
  }

  /// A method of the worker pool, one that is plain and one that streams: the answer of a test may
  /// wait in all of them, and is cancelled when its caller leaves.
  @Test func answersMayWait() async throws {
    let all = EveryKindDouble()
    all.unary.answer { _, visitor in
      try await Task.sleep(for: .seconds(3600))
      return Note()
    }
    try await GRPCServer.withChannel(to: all) { channel in
      let status = await #expect(throws: Status.self) {
        _ = try await channel.unary(
          EveryKindDouble.unaryMethod, Note(), options: CallOptions(timeout: .milliseconds(10)))
      }
      #expect(status?.code == .deadlineExceeded)
    }
  }

  @Test func everybodyIsTheCallerOfAFixedDoor() async throws {
    struct Member: Equatable { let name: String }
    var router = Router(door: FixedDoor(admitting: Member(name: "Sari")))
    router.unary(EveryKindDouble.unaryMethod) { _, member in note(member.name) }
    try await GRPCServer.withChannel(to: router) { channel in
      let answer = try await channel.unary(EveryKindDouble.unaryMethod, Note())
      #expect(answer.typeURL == "Sari")
    }
  }
}

/// The message of these tests.
typealias Note = GoogleAny

/// A message with a text.
func note(_ text: String) -> Note { .with { $0.typeURL = text } }
