import LintasProtobuf
import LintasStandard
import LintasTransport
import Testing

@testable import LintasRPC

/// Promise: interceptors of a channel see each call once, in their order, from before it is sent to
/// its end, whatever its kind and however often it is made, and may change or refuse it.
@Suite(.timeLimit(.minutes(5))) struct ClientInterceptorTests {
  private let journal = Recorder.Journal()

  @Test func unaryCallIsSeenInOrder() async throws {
    try await run { channel, _ in
      _ = await outcome(.unary, channel)
      #expect(
        journal.all == [
          "A begin Echo", "B begin Echo", "A request", "B request", "B head", "A head",
          "B response", "A response", "B end OK", "A end OK",
        ])
    }
  }

  @Test func messagesOfStreamsAreSeenOneByOne() async throws {
    try await run { channel, _ in
      let chat = channel.bidirectional(Probe.chat)
      var answers = chat.responses.makeAsyncIterator()
      for _ in 0..<2 {
        try await chat.requests.write(note("a"))
        _ = try await answers.next()
      }
      try await chat.requests.finish()
      #expect(try await answers.next() == nil)
      let turn = ["A request", "B request", "B response", "A response"]
      #expect(
        journal.all == [
          "A begin Chat", "B begin Chat", "A request", "B request", "B head", "A head",
        ]
          + turn[2...] + turn + ["B end OK", "A end OK"])
    }
  }

  @Test(arguments: RetryTests.kinds)
  func callsOfEveryKindAreSeenFromBeginningToEnd(kind: CallKind) async throws {
    try await run { channel, _ in
      let (answer, failure) = await outcome(kind, channel)
      #expect(answer != nil && failure == nil)
      let seen = journal.all.filter { $0.hasPrefix("A") }
      #expect(seen.first?.hasPrefix("A begin") == true && seen.last == "A end OK")
      let requests = kind.streamsRequests ? 3 : 1
      #expect(seen.filter { $0 == "A request" }.count == requests)
      #expect(seen.filter { $0 == "A head" }.count == 1)
      #expect(seen.filter { $0 == "A response" }.count == (kind == .bidirectional ? 3 : 1))
    }
  }

  /// On the wire and for the caller.
  @Test(arguments: RetryTests.kinds)
  func messagesAndOptionsCanBeChanged(kind: CallKind) async throws {
    try await run { channel, server in
      let options = CallOptions(metadata: ["mark": "B"])
      let (answer, _) = await outcome(kind, channel, options)
      #expect(answer?.contains("BB") == true)
      let fields = await server.onLoop { $0.streams[0].fields }
      #expect(fields["x-from"] == "A,B")
      #expect(fields["grpc-timeout"] != nil)
    }
  }

  /// The server hears nothing of it, and who let it begin is told.
  @Test(arguments: RetryTests.kinds)
  func callCanBeRefused(kind: CallKind) async throws {
    try await run { channel, server in
      let options = CallOptions(metadata: ["refuse": "B"])
      let (_, failure) = await outcome(kind, channel, options)
      #expect(failure?.code == .permissionDenied)
      #expect(server.begun.value == 0)
      #expect(journal.all.last == "A end PERMISSION_DENIED")
      #expect(journal.all.filter { $0.contains("end") }.count == 1)
    }
  }

  /// By what a message holds; of a request nothing is sent, of a response nothing is seen.
  @Test(arguments: RetryTests.kinds, [true, false])
  func messageCanEndTheCall(kind: CallKind, isRequest: Bool) async throws {
    try await run(answer: isRequest ? nil : "poison") { channel, server in
      let options = CallOptions(metadata: ["mark": "A", "poison": isRequest ? "yes" : "no"])
      let (_, failure) = await outcome(kind, channel, options)
      #expect(failure?.code == .outOfRange)
      let ends = journal.all.filter { $0.contains("end") }
      #expect(ends == ["B end OUT_OF_RANGE", "A end OUT_OF_RANGE"])
    }
  }

  @Test(arguments: RetryTests.kinds)
  func failureOfTheServerIsSeen(kind: CallKind) async throws {
    try await run { channel, _ in
      let options = CallOptions(metadata: ["fail": "yes"])
      let (_, failure) = await outcome(kind, channel, options)
      #expect(failure?.code == .aborted)
      #expect(Array(journal.all.suffix(2)) == ["B end ABORTED", "A end ABORTED"])
      #expect(!journal.all.contains("A head"))
    }
  }

  /// It is seen as one call.
  @Test(arguments: RetryTests.kinds)
  func callThatIsMadeAgainIsSeenOnce(kind: CallKind) async throws {
    try await run(failures: 2, client: RetryTests.retrying) { channel, server in
      let (answer, _) = await outcome(kind, channel)
      #expect(answer != nil && server.begun.value == 3)
      #expect(journal.all.filter { $0.hasPrefix("A begin") }.count == 1)
      let requests = kind.streamsRequests ? 3 : 1
      #expect(journal.all.filter { $0 == "A request" }.count == requests)
      #expect(journal.all.filter { $0 == "A end OK" }.count == 1)
    }
  }

  @Test func callThatIsLeftEndsForItsObservers() async throws {
    try await run { channel, _ in
      do {
        let chat = channel.bidirectional(Probe.chat)
        try await chat.requests.write(note("a"))
        var answers = chat.responses.makeAsyncIterator()
        _ = try await answers.next()
      }
      #expect(await eventually { journal.all.last == "A end CANCELLED" })
      #expect(journal.all.filter { $0.contains("end") }.count == 2)
    }
  }

  @Test func scopesAreKept() async throws {
    try await ScriptedServer.run { stream, event in
      if case .end = event { stream.refuse(.notFound) }
    } body: { channel, _ in
      let scoped =
        channel
        .intercepting(recorder("M"), in: .method(path: "/lintas.test.Probe/Echo"))
        .intercepting(recorder("S"), in: .service("lintas.test.Probe"))
        .intercepting(recorder("X"), in: .service("lintas.test.Prob"))
      _ = await outcome(.unary, scoped)
      #expect(
        journal.all == [
          "M begin Echo", "S begin Echo", "M request", "S request", "S end NOT_FOUND",
          "M end NOT_FOUND",
        ])
      _ = await outcome(.serverStream, scoped)
      #expect(
        Array(journal.all.dropFirst(6)) == ["S begin Count", "S request", "S end NOT_FOUND"])
      _ = await outcome(.unary, channel)
      #expect(journal.all.count == 9)
    }
  }

  /// Two that come at once ask once.
  @Test func interceptorThatWaitsHoldsTheCallUp() async throws {
    try await run { channel, server in
      let options = CallOptions(metadata: ["slow": "yes"])
      let chat = channel.bidirectional(Probe.chat, options: options)
      let reader = Task { try await chat.responses.first { _ in true }?.typeURL }
      try await chat.requests.write(note("a"))
      #expect(try await reader.value == "a")
      #expect(journal.all.filter { $0.hasPrefix("A begin") }.count == 1)
    }
  }

  /// Whoever comes while the interceptor waits does not send the call without it.
  @Test(arguments: [true, false])
  func nothingIsSentBeforeTheCallMayBegin(readsFirst: Bool) async throws {
    try await ScriptedServer.run(RequestWriterTests.echoing) { channel, server in
      let gate = Gate()
      let chat = channel.intercepting(gate).bidirectional(Probe.chat)
      let read = { @Sendable in try await chat.responses.first { _ in true }?.typeURL }
      let write = { @Sendable in _ = try await chat.requests.write(note("a")) }
      let first = Task { if readsFirst { _ = try await read() } else { try await write() } }
      #expect(await eventually { gate.asked.value == 1 })
      let second = Task { if readsFirst { try await write() } else { _ = try await read() } }
      try await Task.sleep(for: .milliseconds(50))
      #expect(server.begun.value == 0)
      gate.opened.count()
      try await first.value
      try await second.value
      let sent = await server.onLoop { server in server.streams.map { $0.fields["token"] } }
      #expect(sent == ["secret"] && gate.asked.value == 1)
    }
  }

  // MARK: Support

  private func recorder(_ name: String) -> ClientRecorder {
    ClientRecorder(name: name, journal: journal)
  }

  /// A server that echoes, or answers with one text, behind the interceptors A and B.
  private func run(
    answer: String? = nil, failures: Int = 0,
    client: ChannelConfiguration = ChannelConfiguration(),
    _ body: @Sendable (Channel, ScriptedServer) async throws -> Void
  ) async throws {
    try await ScriptedServer.run(client: client) { stream, event in
      if case .head = event, stream.fields[":path"] == "/lintas.test.Probe/Chat",
        stream.fields["fail"] == nil, stream.number >= failures
      {
        stream.open()
      }
      if case .message(let request) = event, stream.fields[":path"] == "/lintas.test.Probe/Chat",
        stream.fields["fail"] == nil, stream.number >= failures
      {
        stream.send(answer.map { note($0) } ?? request)
      }
      guard case .end = event else { return }
      if stream.number < failures {
        stream.refuse(.unavailable)
      } else if stream.fields["fail"] != nil {
        stream.refuse(.aborted)
      } else {
        if stream.fields[":path"] != "/lintas.test.Probe/Chat" {
          stream.open()
          stream.send(note(answer ?? stream.messages.last?.typeURL ?? ""))
        }
        stream.finish()
      }
    } body: { channel, server in
      try await body(
        channel.intercepting(recorder("A")).intercepting(recorder("B")), server)
    }
  }
}

/// The same as `Recorder`, before the calls of a client: what it is to do stands in the metadata
/// that the caller gives; `poison: yes` puts poison into the requests, `slow` makes it wait.
private struct ClientRecorder: ClientInterceptor {
  let name: String
  let journal: Recorder.Journal

  func begin(
    _ method: MethodSummary, _ options: inout CallOptions
  ) async throws -> (any CallObserver)? {
    journal.add("\(name) begin \(method.method)")
    if options.metadata["slow"] != nil { try await Task.sleep(for: .milliseconds(20)) }
    if options.metadata["refuse"] == name {
      throw Status(.permissionDenied, "refused by \(name)")
    }
    let before = options.metadata["x-from"].map { $0 + "," } ?? ""
    options.metadata["x-from"] = before + name
    options.timeout = .seconds(600)
    if options.metadata["poison"] == "yes" && name == "A" {
      return Poisoner(name, journal)
    }
    return Recorder.Observer(name, journal, marks: options.metadata["mark"] == name)
  }
}

/// Fetches a token, which takes until the test says so.
private struct Gate: ClientInterceptor {
  let asked = Counter()
  let opened = Counter()

  func begin(
    _ method: MethodSummary, _ options: inout CallOptions
  ) async throws -> (any CallObserver)? {
    asked.count()
    while opened.value == 0 { try await Task.sleep(for: .milliseconds(2)) }
    options.metadata["token"] = "secret"
    return nil
  }
}

/// Lets no request pass.
private final class Poisoner: CallObserver {
  private let name: String
  private let journal: Recorder.Journal

  init(_ name: String, _ journal: Recorder.Journal) {
    self.name = name
    self.journal = journal
  }

  func request<Request: Message>(_ message: inout Request) throws {
    throw Status(.outOfRange, "poison")
  }

  func end(_ status: Status) { journal.add("\(name) end \(status.code)") }
}
