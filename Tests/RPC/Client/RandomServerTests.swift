import Foundation
import LintasProtobuf
import LintasStandard
import LintasTransport
import Testing

@testable import LintasRPC

/// Promise: whatever a server does and whenever callers leave, each call ends once, an answer is
/// the right one, and nothing of a call stays behind.
@Suite(.timeLimit(.minutes(5))) struct RandomServerTests {
  /// Faults of a server, with their chances in a hundred.
  private enum Fault: CaseIterable {
    case refuse
    case pushBack
    case forbid
    case reset
    case refuseStream
    case leave
    case cut
    case stall
    case answerEarly
    case breakOff
  }

  @Test(arguments: ["none", "retry", "hedging"])
  func callsEndOnceWhateverHappens(policy: String) async throws {
    var client = ChannelConfiguration()
    client.backoff.initial = .milliseconds(1)
    client.backoff.maximum = .milliseconds(2)
    client.service.retryThrottling = RetryThrottling(maxTokens: 1000, tokenRatio: 1)
    client.service.methods = Self.methods[policy] ?? []
    let seed = UInt64.random(in: 0...UInt64.max)
    let dice = Dice(seed: seed)
    try await ScriptedServer.run(client: client) { stream, event in
      Self.act(stream, event, dice.throwOnce())
    } body: { channel, server in
      let tally = Tally()
      await withTaskGroup(of: Void.self) { group in
        for caller in 0..<16 {
          group.addTask {
            for number in 0..<40 {
              tally.count(
                await Self.call(channel, caller * 40 + number, dice.throwOnce()))
            }
          }
        }
      }
      let seen = tally.all
      #expect(seen.values.reduce(0, +) == 640, "seed \(seed): \(seen)")
      // Many go well, none wrongly, and none fails for a reason that nobody gave.
      #expect(seen["answer", default: 0] > 60, "seed \(seed): \(seen)")
      #expect(seen["UNKNOWN"] == nil && seen["wrong answer"] == nil, "seed \(seed): \(seen)")
      let core = channel.core
      var isClean = false
      for _ in 0..<1_000 where !isClean {
        isClean = await core.loop.run {
          core.replayedBytes == 0 && core.connections.allSatisfy { $0.openStreams == 0 }
        }
        try await Task.sleep(for: .milliseconds(5))
      }
      let kept = await core.loop.run {
        (core.replayedBytes, core.connections.map(\.openStreams))
      }
      #expect(isClean, "seed \(seed): \(kept) are kept")
    }
  }

  /// Makes one call of some kind, and leaves it early at times.
  ///
  /// - Returns: how it ended.
  private static func call(_ channel: Channel, _ number: Int, _ dice: Int) async -> String {
    let kind = RetryTests.kinds[number % 4]
    let options = CallOptions(timeout: .milliseconds(200))
    let call = Task { await outcome(kind, channel, options) }
    if dice < 15 {
      for _ in 0..<dice { await Task.yield() }
      call.cancel()
    }
    let (answer, failure) = await call.value
    if let failure { return failure.code.description }
    let right = kind.streamsRequests ? "abc" : "a"
    return answer == right || answer == "early" ? "answer" : "wrong answer"
  }

  private static func act(_ stream: ScriptedStream, _ event: ScriptedServer.Event, _ dice: Int) {
    if case .closed = event { return }
    // An event of three is a fault in the making: one in eight of those comes about.
    if dice < 12 {
      fault(Fault.allCases[dice % Fault.allCases.count], stream)
    } else if case .end = event {
      stream.open()
      stream.send(note(stream.messages.map(\.typeURL).joined()))
      stream.finish()
    }
  }

  private static func fault(_ fault: Fault, _ stream: ScriptedStream) {
    switch fault {
    case .refuse: stream.refuse(.unavailable)
    case .pushBack: stream.refuse(.unavailable, [("grpc-retry-pushback-ms", "1")])
    case .forbid: stream.refuse(.aborted, [("grpc-retry-pushback-ms", "-1")])
    case .reset: stream.reset(.internalError)
    case .refuseStream: stream.reset(.refusedStream)
    case .leave: stream.stream?.connection.drain(grace: .milliseconds(50))
    case .cut: stream.stream?.connection.close()
    case .stall: break
    case .answerEarly:
      stream.open()
      stream.send(note("early"))
      stream.finish()
    case .breakOff:
      stream.open()
      stream.reset(.cancel)
    }
  }

  private static var methods: [String: [MethodConfig]] {
    [
      "retry": [
        MethodConfig(
          [.all],
          policy: .retry(
            RetryPolicy(
              maxAttempts: 5, initialBackoff: .milliseconds(1), maxBackoff: .milliseconds(2),
              backoffMultiplier: 1, retryableStatusCodes: [.unavailable, .internalError])))
      ],
      "hedging": [
        MethodConfig(
          [.all],
          policy: .hedging(
            HedgingPolicy(
              maxAttempts: 4, hedgingDelay: .milliseconds(2),
              nonFatalStatusCodes: [.unavailable, .internalError, .aborted])))
      ],
    ]
  }
}

/// Throws numbers from 0 to 99.
// Safety: the generator is used under the lock only. It is Foundation's, which the thread sanitizer
// understands.
private final class Dice: @unchecked Sendable {
  private let lock = NSLock()
  private var generator: SeededGenerator

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  func throwOnce() -> Int { lock.withLock { Int.random(in: 0..<100, using: &generator) } }
}

/// Counts how calls ended.
// Safety: as there.
private final class Tally: @unchecked Sendable {
  private let lock = NSLock()
  private var ends: [String: Int] = [:]

  var all: [String: Int] { lock.withLock { ends } }

  func count(_ end: String) { lock.withLock { ends[end, default: 0] += 1 } }
}
