import Testing

@testable import LintasRPC

/// Promise: a server's call takes exactly one request message, or any number where its method takes
/// a stream, answers exactly once, and tells a peer's violation from what may legally come late and
/// from a mistake of our own.
@Suite struct ServerMachineTests {
  @Test func oneMessageAndTheEndRunTheHandler() {
    var machine = ServerInbound()
    #expect(machine.isInHead)
    #expect(machine.headersComplete(endStream: false) == .wait)
    #expect(machine.isReading)
    #expect(machine.message() == .wait)
    #expect(machine.end(isBetweenMessages: true) == .run)
    #expect(machine.isComplete)
  }

  @Test func noMessageIsUnimplemented() {
    var onHeaders = ServerInbound()
    #expect(code(onHeaders.headersComplete(endStream: true)) == .unimplemented)
    var onData = ServerInbound()
    _ = onData.headersComplete(endStream: false)
    #expect(code(onData.end(isBetweenMessages: true)) == .unimplemented)
  }

  @Test func secondMessageIsUnimplemented() {
    var whole = held()
    #expect(code(whole.message()) == .unimplemented)
    var begun = held()
    #expect(code(begun.surplus()) == .unimplemented)
    #expect(begun.end(isBetweenMessages: true) == .ignore)
  }

  @Test func endAmidAMessageIsInternal() {
    var machine = ServerInbound()
    _ = machine.headersComplete(endStream: false)
    #expect(code(machine.end(isBetweenMessages: false)) == .internalError)
    var behind = held()
    #expect(code(behind.end(isBetweenMessages: false)) == .internalError)
  }

  @Test func requestTrailersMeanNothing() {
    var machine = held()
    #expect(machine.headersComplete(endStream: true) == .wait)
    #expect(machine.end(isBetweenMessages: true) == .run)
  }

  @Test func secondHeaderBlockWithoutEndIsInternal() {
    var machine = held()
    #expect(code(machine.headersComplete(endStream: false)) == .internalError)
  }

  @Test func framingFaultsEndTheCall() {
    var machine = ServerInbound()
    _ = machine.headersComplete(endStream: false)
    #expect(code(machine.fault(.tooLarge(9))) == .resourceExhausted)
    #expect(machine.fault(.tooLarge(9)) == .ignore)
  }

  @Test func whatComesAfterTheAnswerIsDropped() {
    var machine = ServerInbound()
    machine.stop()
    #expect(machine.headersComplete(endStream: false) == .ignore)
    #expect(machine.message() == .ignore)
    #expect(machine.surplus() == .ignore)
    #expect(machine.end(isBetweenMessages: true) == .ignore)
    #expect(!machine.isReading)
  }

  @Test func ourOwnMistakesAreNamed() {
    var early = ServerInbound()
    #expect(isMisuse(early.message()))
    #expect(isMisuse(early.end(isBetweenMessages: true)))
    var late = held()
    _ = late.end(isBetweenMessages: true)
    #expect(isMisuse(late.message()))
    #expect(isMisuse(late.headersComplete(endStream: true)))
    #expect(isMisuse(late.end(isBetweenMessages: true)))
  }

  @Test func headOfAStreamRunsTheHandler() {
    var machine = ServerInbound()
    #expect(machine.headersComplete(endStream: false, takesStream: true) == .run)
    #expect(machine.isStreaming && machine.isReading && !machine.isHolding)
    for _ in 0..<3 { #expect(machine.message() == .deliver) }
    #expect(machine.headersComplete(endStream: true) == .wait)
    #expect(machine.end(isBetweenMessages: true) == .finish)
    #expect(machine.isComplete && !machine.isReading)
    #expect(isMisuse(machine.message()))
  }

  @Test func streamMayBeEmpty() {
    var machine = ServerInbound()
    #expect(machine.headersComplete(endStream: true, takesStream: true) == .run)
    #expect(machine.end(isBetweenMessages: true) == .finish)
  }

  @Test func streamKeepsTheRulesOfFraming() {
    var amid = streaming()
    #expect(code(amid.end(isBetweenMessages: false)) == .internalError)
    #expect(amid.message() == .ignore)
    var twice = streaming()
    #expect(code(twice.headersComplete(endStream: false)) == .internalError)
    var faulty = streaming()
    #expect(code(faulty.fault(.unknownFlag(2))) == .internalError)
    var answered = streaming()
    answered.stop()
    #expect(answered.message() == .ignore)
    #expect(answered.end(isBetweenMessages: false) == .ignore)
  }

  @Test func headWaitsForTheFirstMessage() {
    var machine = ServerOutbound()
    #expect(machine.isIdle)
    #expect(machine.message() == .open)
    #expect(machine.message() == .send)
    #expect(machine.finish() == .trailers)
    #expect(machine.isClosed)
  }

  @Test func callWithoutMessagesIsTrailersOnly() {
    var machine = ServerOutbound()
    #expect(machine.finish() == .trailersOnly)
    #expect(machine.finish() == .drop)
  }

  @Test func explicitHeadComesOnceAndFirst() {
    var machine = ServerOutbound()
    #expect(machine.head() == .open)
    #expect(machine.message() == .send)
    guard case .misuse = machine.head() else {
      Issue.record("a second head was accepted")
      return
    }
    #expect(machine.finish() == .trailers)
  }

  @Test func lateWritersAreDropped() {
    var machine = ServerOutbound()
    _ = machine.message()
    machine.close()
    #expect(machine.message() == .drop)
    #expect(machine.head() == .drop)
    #expect(machine.finish() == .drop)
  }

  private func streaming() -> ServerInbound {
    var machine = ServerInbound()
    _ = machine.headersComplete(endStream: false, takesStream: true)
    return machine
  }

  private func held() -> ServerInbound {
    var machine = ServerInbound()
    _ = machine.headersComplete(endStream: false)
    _ = machine.message()
    return machine
  }

  private func code(_ action: ServerInbound.Action) -> StatusCode? {
    if case .fail(let code, _) = action { code } else { nil }
  }

  private func isMisuse(_ action: ServerInbound.Action) -> Bool {
    if case .misuse = action { true } else { false }
  }
}
