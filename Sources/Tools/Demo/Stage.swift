internal import Foundation

/// Where all that happens at the same time is told, line by line, and how long each call took.
actor Stage {
  /// One call that somebody made.
  struct TimedCall {
    /// What was called.
    let name: String
    /// From the request to the whole answer, on the caller's side.
    let took: Duration
  }

  private let clock = ContinuousClock()
  private let began = ContinuousClock.now
  private var calls: [String: [TimedCall]] = [:]

  /// Tells a line of the play, with the time since it began.
  func tell(_ who: String, _ what: String) {
    let seconds = (clock.now - began) / .seconds(1)
    let time = String(format: "%7.3f s", seconds)
    show("\(time)  \(Self.padded(who, 8))  \(what)")
  }

  /// Begins a chapter.
  func chapter(_ title: String) {
    show("\n== \(title)")
  }

  /// Prints text as it is, at once, also into a pipe.
  func show(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }

  /// Makes a call and remembers how long it took, also if it fails.
  nonisolated func timed<Answer: Sendable>(
    _ who: String, _ name: String, _ call: () async throws -> Answer
  ) async throws -> Answer {
    let start = ContinuousClock.now
    let result: Result<Answer, any Error>
    do {
      result = .success(try await call())
    } catch {
      result = .failure(error)
    }
    await remember(who, TimedCall(name: name, took: ContinuousClock.now - start))
    return try result.get()
  }

  /// The calls of one person, in their order.
  func calls(of who: String) -> [TimedCall] { calls[who] ?? [] }

  private func remember(_ who: String, _ call: TimedCall) {
    calls[who, default: []].append(call)
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
