import LintasProtobuf
import LintasRPC
import LintasStandard
import Synchronization

/// An interceptor that writes down what it sees, under its name, and does what the call's metadata
/// tell it: `refuse: NAME` makes it throw, `blind: NAME` makes it watch no messages, `mark: NAME`
/// makes it write its name into each message.
struct Recorder: InlineServerInterceptor {
  let name: String
  let journal: Journal

  /// What all recorders of a test saw, in order.
  final class Journal: Sendable {
    private let lines = Mutex<[String]>([])

    func add(_ line: String) { lines.withLock { $0.append(line) } }

    /// The lines so far.
    var all: [String] { lines.withLock { $0 } }
  }

  /// Watches one call.
  final class Observer: CallObserver {
    let name: String
    let journal: Journal
    let marks: Bool

    init(_ name: String, _ journal: Journal, marks: Bool) {
      self.name = name
      self.journal = journal
      self.marks = marks
    }

    func request<Request: Message>(_ message: inout Request) throws {
      journal.add("\(name) request")
      try mark(&message)
    }

    func head(_ metadata: Metadata) { journal.add("\(name) head") }

    func response<Response: Message>(_ message: inout Response) throws {
      journal.add("\(name) response")
      try mark(&message)
    }

    func end(_ status: Status) { journal.add("\(name) end \(status.code)") }

    private func mark<M: Message>(_ message: inout M) throws {
      guard marks, var note = message as? Note else { return }
      if note.typeURL == "poison" { throw Status(.outOfRange, "poison") }
      note.typeURL += name
      if let marked = note as? M { message = marked }
    }
  }

  func beginInline(_ call: CallContext, by caller: Visitor) throws -> (any CallObserver)? {
    journal.add("\(name) begin \(call.method?.method.description ?? "none")")
    if call.metadata["refuse"] == name { throw Status(.permissionDenied, "refused by \(name)") }
    if call.metadata["blind"] == name { return nil }
    return Observer(name, journal, marks: call.metadata["mark"] == name)
  }
}
