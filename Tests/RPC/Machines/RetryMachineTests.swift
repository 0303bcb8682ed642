import Testing

@testable import LintasRPC

/// Promise: calls are made again when gRFC A6 says so, after the pauses that it names, and not
/// otherwise; the throttle stops a channel whose server fails too often.
@Suite struct RetryMachineTests {
  private static let policy = RetryPolicy(
    maxAttempts: 4, initialBackoff: .milliseconds(100), maxBackoff: .milliseconds(300),
    backoffMultiplier: 2, retryableStatusCodes: [.unavailable, .aborted])

  @Test func failureIsRetriedUpToTheAttemptsOfThePolicy() {
    var random = SeededGenerator()
    var state = RetryState(Self.policy, throttle: nil)
    var pauses: [Duration] = []
    for attempt in 0..<3 {
      #expect(state.previousAttempts == attempt)
      guard
        case .retry(let pause) = state.judge(
          AttemptOutcome(code: .unavailable), using: &random)
      else {
        Issue.record("attempt \(attempt) was the last")
        return
      }
      pauses.append(pause)
    }
    #expect(state.judge(AttemptOutcome(code: .unavailable), using: &random) == .settle)
    for (pause, middle) in zip(pauses, [100, 200, 300]) {
      #expect(pause >= .milliseconds(middle) * 0.8 && pause <= .milliseconds(middle) * 1.2)
    }
  }

  @Test(arguments: [1e300, 1e-300])
  func pausesStayWithinTheirBounds(multiplier: Double) {
    let policy = RetryPolicy(
      maxAttempts: 5, initialBackoff: .seconds(1), maxBackoff: .seconds(1_000_000_000_000),
      backoffMultiplier: multiplier, retryableStatusCodes: [.unavailable])
    for number in 1...4 {
      let pause = policy.pause(before: number)
      #expect(pause >= .zero && pause <= policy.maxBackoff)
    }
  }

  @Test func attemptsBeyondFiveCountAsFive() {
    let policy = RetryPolicy(
      maxAttempts: 50, initialBackoff: .seconds(1), maxBackoff: .seconds(1), backoffMultiplier: 1,
      retryableStatusCodes: [.unavailable])
    #expect(policy.maxAttempts == 5)
    #expect(HedgingPolicy(maxAttempts: 50, hedgingDelay: .zero).maxAttempts == 5)
  }

  @Test func otherStatusesAndCommittedCallsAreNotRetried() {
    var random = SeededGenerator()
    var state = RetryState(Self.policy, throttle: nil)
    #expect(state.judge(AttemptOutcome(code: .internalError), using: &random) == .settle)
    var committed = AttemptOutcome(code: .unavailable)
    committed.isCommitted = true
    #expect(state.judge(committed, using: &random) == .settle)
    var none = RetryState(nil, throttle: nil)
    #expect(none.judge(AttemptOutcome(code: .unavailable), using: &random) == .settle)
  }

  /// The pauses begin anew after one that the server named.
  @Test func serverNamesThePause() {
    var random = SeededGenerator()
    var state = RetryState(Self.policy, throttle: nil)
    _ = state.judge(AttemptOutcome(code: .unavailable), using: &random)
    var pushed = AttemptOutcome(code: .aborted)
    pushed.pushback = .after(.seconds(7))
    #expect(state.judge(pushed, using: &random) == .retry(after: .seconds(7)))
    guard
      case .retry(let pause) = state.judge(AttemptOutcome(code: .aborted), using: &random)
    else {
      Issue.record("not retried")
      return
    }
    #expect(pause <= .milliseconds(120))
  }

  @Test func serverForbidsARetry() {
    var random = SeededGenerator()
    var state = RetryState(Self.policy, throttle: nil)
    var pushed = AttemptOutcome(code: .unavailable)
    pushed.pushback = .never
    #expect(state.judge(pushed, using: &random) == .settle)
  }

  @Test(arguments: [
    (["1500"], RetryPushback.after(.milliseconds(1500))), (["0"], .after(.zero)), (["-1"], .never),
    (["soon"], .never), ([""], .never), (["1", "1"], .never), ([], .none),
    (["99999999999999999999"], .never),
  ])
  func pushbackIsRead(values: [String], pushback: RetryPushback) {
    var read = RetryPushback.none
    for value in values { withBytes(value) { read.take($0) } }
    #expect(read == pushback)
  }

  /// Once if the server refused it, for ever if it never left; neither counts as an attempt.
  @Test func callThatWasNotProcessedIsResent() {
    var random = SeededGenerator()
    var state = RetryState(nil, throttle: nil)
    var refused = AttemptOutcome(code: .unavailable)
    refused.refusal = .byServer
    var unsent = AttemptOutcome(code: .unavailable)
    unsent.refusal = .neverSent
    #expect(state.judge(refused, using: &random) == .resend)
    #expect(state.judge(refused, using: &random) == .settle)
    for _ in 0..<10 { #expect(state.judge(unsent, using: &random) == .resend) }
    #expect(state.previousAttempts == 0)
  }

  @Test func throttleStopsRetriesAtHalfItsTokens() {
    var random = SeededGenerator()
    let throttle = RetryThrottle(RetryThrottling(maxTokens: 10, tokenRatio: 0.5))
    let failure = AttemptOutcome(code: .unavailable)
    var verdicts: [Bool] = []
    for _ in 0..<6 {
      var state = RetryState(Self.policy, throttle: throttle)
      verdicts.append(state.judge(failure, using: &random) != .settle)
    }
    // From 10 tokens: 9, 8, 7 and 6 allow a retry, 5 is not more than half.
    #expect(verdicts == [true, true, true, true, false, false])
    for _ in 0..<4 { throttle.succeeded() }
    // 4 + 2 are more than half, the failure takes one away again.
    #expect(throttle.allows)
    var state = RetryState(Self.policy, throttle: throttle)
    #expect(state.judge(failure, using: &random) == .settle)
    for _ in 0..<100 { throttle.succeeded() }
    for _ in 0..<4 { throttle.failed() }
    #expect(throttle.allows)
    throttle.failed()
    #expect(!throttle.allows)
  }

  @Test func forbiddenRetryCostsATokenToo() {
    var random = SeededGenerator()
    let throttle = RetryThrottle(RetryThrottling(maxTokens: 2, tokenRatio: 1))
    var pushed = AttemptOutcome(code: .internalError)
    pushed.pushback = .never
    var state = RetryState(Self.policy, throttle: throttle)
    #expect(state.judge(pushed, using: &random) == .settle)
    #expect(!throttle.allows)
  }

  // MARK: Hedging

  private static let hedging = HedgingPolicy(
    maxAttempts: 3, hedgingDelay: .milliseconds(500), nonFatalStatusCodes: [.unavailable])

  @Test func attemptsAreMadeOneAfterTheOther() {
    var state = HedgingState(Self.hedging, throttle: nil)
    #expect(state.begin() == .milliseconds(500))
    #expect(state.begin() == .milliseconds(500))
    #expect(state.begin() == nil)
    #expect(!state.mayBegin)
  }

  @Test func harmlessFailureBringsTheNextAttemptForward() {
    var state = HedgingState(Self.hedging, throttle: nil)
    _ = state.begin()
    #expect(state.judge(AttemptOutcome(code: .unavailable)) == .wait(next: .zero))
    _ = state.begin()
    var pushed = AttemptOutcome(code: .unavailable)
    pushed.pushback = .after(.seconds(2))
    #expect(state.judge(pushed) == .wait(next: .seconds(2)))
    _ = state.begin()
    #expect(state.judge(AttemptOutcome(code: .unavailable)) == .settle)
  }

  @Test func fatalFailureEndsTheCall() {
    var state = HedgingState(Self.hedging, throttle: nil)
    _ = state.begin()
    _ = state.begin()
    #expect(state.judge(AttemptOutcome(code: .internalError)) == .settle)
  }

  @Test func serverForbidsMoreAttempts() {
    var state = HedgingState(Self.hedging, throttle: nil)
    _ = state.begin()
    _ = state.begin()
    var pushed = AttemptOutcome(code: .unavailable)
    pushed.pushback = .never
    #expect(state.judge(pushed) == .wait(next: nil))
    #expect(!state.mayBegin)
    #expect(state.judge(AttemptOutcome(code: .unavailable)) == .settle)
  }

  @Test func throttleKeepsHedgedCallsToOneAttempt() {
    let throttle = RetryThrottle(RetryThrottling(maxTokens: 2, tokenRatio: 1))
    throttle.failed()
    var state = HedgingState(Self.hedging, throttle: throttle)
    #expect(state.begin() == nil)
    #expect(state.judge(AttemptOutcome(code: .unavailable)) == .settle)
  }
}
