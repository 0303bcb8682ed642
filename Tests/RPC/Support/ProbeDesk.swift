import LintasProtobuf
import LintasRPC
import LintasStandard
import LintasTransport
import Synchronization

/// The handlers of the probe, and what they saw.
final class ProbeDesk: Sendable {
  /// Handlers that were cancelled.
  let cancelled = Atomic<Int>(0)
  /// Handlers that have started.
  let started = Atomic<Int>(0)
  /// Handlers of `stubborn` that have ended, and of `chat` that were told to.
  let ended = Atomic<Int>(0)
  /// Messages that `flood` has handed over.
  let flooded = Atomic<Int>(0)
  /// Opens for the calls of `wait`.
  let gate = Atomic<Bool>(false)
  /// What readers of requests got that did not get to the end.
  let endings = Mutex<[any Error]>([])
  /// What became INTERNAL.
  let reports = Mutex<[UnexpectedError]>([])

  /// An error that nobody knows.
  struct Secret: Error {
    let password = "hunter2"
  }

  /// An error that the router's closure knows.
  struct Known: Error {}

  /// A router with all methods of the probe behind an open door.
  func router() -> Router<Visitor> { router(door: OpenDoor()) }

  /// A router with all methods of the probe.
  func router(door: some Door<Visitor>) -> Router<Visitor> {
    var router = Router<Visitor>(
      door: door,
      status: { error, metadata in
        error is Known ? Status(.aborted, "known to \(metadata["who"] ?? "nobody")") : nil
      },
      report: { error in self.reports.withLock { $0.append(error) } })
    router.unary(Probe.echo) { note, _ in note }
    router.inline(Probe.echoInline) { note, _ in note }
    router.inline(Probe.details) { status, _ in .with { $0.value = [UInt8(status.details.count)] } }
    router.unary(Probe.echoPool) { note, _ in
      .with {
        $0.typeURL = EventLoop.current == nil ? "off the loop" : "on the loop"
        $0.value = note.value
      }
    }
    router.unary(Probe.fail) { note, _ in
      if note.typeURL == "late" {
        try? await self.untilCancelled()
        throw Secret()
      }
      throw self.failure(note)
    }
    router.unary(Probe.hang) { note, _ in
      try await self.untilCancelled()
      return note
    }
    router.unary(Probe.wait) { note, _ in
      self.started.add(1, ordering: .relaxed)
      while !self.gate.load(ordering: .relaxed) { try await Task.sleep(for: .milliseconds(2)) }
      return note
    }
    router.unary(Probe.stubborn) { note, _ in
      self.started.add(1, ordering: .relaxed)
      while !self.gate.load(ordering: .relaxed) { await Task.yield() }
      self.ended.add(1, ordering: .relaxed)
      return note
    }
    registerResponseStreams(&router)
    registerStreams(&router)
    registerSpecial(&router)
    return router
  }

  private func registerResponseStreams(_ router: inout Router<Visitor>) {
    router.serverStream(Probe.count) { note, notes, visitor in
      try await self.count(note, notes, visitor)
    }
    router.serverStream(Probe.countPool) { note, notes, visitor in
      try await self.count(note, notes, visitor)
    }
    router.serverStream(Probe.flood) { note, notes, _ in
      if note.typeURL == "cut" { try await self.cutWriter(note, notes) }
      try await self.flood(note, notes)
    }
  }

  private func failure(_ note: Note) -> any Error {
    switch note.typeURL {
    case "known": Known()
    case "secret": Secret()
    case "cancelled": CancellationError()
    case "long":
      Status(
        .failedPrecondition, String(repeating: "é", count: 20_000),
        with: [GoogleBadRequest.with { $0.fieldViolations.append { $0.field = "a.b" } }])
    default:
      Status(
        .invalidArgument, "two faults\n☺",
        with: [
          GoogleBadRequest.with { request in
            request.fieldViolations.append { $0.field = "nik" }
            request.fieldViolations.append { $0.field = "born" }
          },
          GoogleRetryInfo.with { $0.retryDelay.seconds = 7 },
        ])
    }
  }

  private func untilCancelled() async throws {
    started.add(1, ordering: .relaxed)
    do {
      try await Task.sleep(for: .seconds(3600))
    } catch {
      cancelled.add(1, ordering: .relaxed)
      throw error
    }
  }

  private func count(
    _ note: Note, _ notes: ResponseWriter<Note>, _ visitor: Visitor
  ) async throws {
    if let text = visitor.metadata["echo"] {
      try await notes.sendHead(["echo": text])
    }
    for number in note.value.indices {
      try await notes.write(.with { $0.typeURL = "\(number)" })
    }
    if note.typeURL == "fail" {
      var status = Status(.dataLoss, "after the messages")
      status.metadata = ["last": "words"]
      throw status
    }
  }

  /// Writes from a task that is cancelled, and says what the writer got.
  private func cutWriter(_ note: Note, _ notes: ResponseWriter<Note>) async throws {
    let writer = Task { while true { try await notes.write(note) } }
    writer.cancel()
    do {
      try await writer.value
    } catch is CancellationError {
      throw Status(.aborted, "the writer was cut")
    }
  }

  private func flood(_ note: Note, _ notes: ResponseWriter<Note>) async throws {
    started.add(1, ordering: .relaxed)
    do {
      while true {
        try await notes.write(note)
        flooded.add(1, ordering: .relaxed)
        await Task.yield()
      }
    } catch {
      cancelled.add(1, ordering: .relaxed)
      throw error
    }
  }
}
