internal import BenchCalls
internal import LintasRPC

/// One call: of which kind, how long, and how it is to end.
struct StressVisit: Sendable, CustomStringConvertible {
  /// The kinds of streams.
  enum Kind: CaseIterable {
    case exchange, upload, download
  }

  /// What ends the call.
  enum Ending: CaseIterable {
    /// All is sent.
    case well
    /// The caller's task is cancelled from a foreign thread.
    case task
    /// The call is cancelled from a foreign thread.
    case foreignThread
    /// The caller leaves amid the stream.
    case reader
    /// Its deadline passes.
    case deadline
    /// The server ends it well before its time.
    case server
    /// The server fails it.
    case serverFault
  }

  let kind: Kind
  let ending: Ending
  /// How many messages are sent, if nothing comes between.
  let messages: Int
  /// After how many messages the one who leaves does so.
  let place: Int
  /// Bytes of a message.
  let size: Int
  private let milliseconds: Int

  /// A call by chance.
  init(_ random: inout SeededGenerator) {
    kind = Kind.allCases.randomElement(using: &random) ?? .exchange
    // As many calls end well as by any other end.
    ending = Bool.random(using: &random) ? .well : Ending.allCases.randomElement(using: &random)!
    messages = Int.random(in: 1...400, using: &random)
    place = Int.random(in: 1...messages, using: &random)
    let isLarge = Int.random(in: 0..<100, using: &random) == 0
    size = isLarge ? 70_000 : Int.random(in: 8...600, using: &random)
    milliseconds = Int.random(in: 1...30, using: &random)
  }

  /// What the call is made with.
  var options: CallOptions {
    var options = CallOptions(
      timeout: ending == .deadline ? .milliseconds(milliseconds) : .seconds(120))
    if ending == .server || ending == .serverFault {
      options.metadata.append("leave-after", "\(place)")
    }
    if ending == .serverFault { options.metadata.append("fail", "1") }
    return options
  }

  var description: String {
    "\(kind) of \(messages) messages of \(size) bytes, ending \(ending) at \(place)"
  }

  /// A message of the stream.
  func chunk(_ number: Int) -> Chunk { StressChunk.chunk(number: number, size: size) }

  /// Whether the call may end with this error.
  func excuses(_ error: any Error) -> Bool {
    let code = (error as? Status)?.code
    switch ending {
    case .well, .server: return false
    case .task, .foreignThread, .reader: return code == .cancelled
    case .deadline: return code == .deadlineExceeded
    case .serverFault: return code == .failedPrecondition
    }
  }

  /// Tells the tally if a call that ended well has not brought what it should have.
  func expect(_ count: Int, _ tally: StressTally) {
    switch ending {
    case .server where kind == .exchange && count >= place,
      .server where kind != .exchange && count == min(place, messages):
      return
    case .reader: return
    case .well where count == messages, .task where count == messages,
      .foreignThread where count == messages, .deadline where count == messages:
      return
    default:
      tally.fault("\(self) brought \(count)")
    }
  }
}
