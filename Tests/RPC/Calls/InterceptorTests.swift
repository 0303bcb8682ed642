import LintasProtobuf
import LintasStandard
import LintasTransport
import Synchronization
import Testing

@testable import LintasRPC

/// Promise: interceptors stand before the methods they were put before, in their order, and see
/// a call of any kind from its beginning to its end, once each; where they throw, the call ends so.
@Suite(.timeLimit(.minutes(5))) struct InterceptorTests {
  private let journal = Recorder.Journal()

  @Test(arguments: ["Echo", "EchoInline", "EchoPool"])
  func unaryCallsAreSeenInOrder(method: String) async throws {
    let response = try await answer(RawRequest(path(method)).sending(framed([])))
    #expect(response.code == .ok)
    #expect(
      journal.all == [
        "A begin \(method)", "B begin \(method)", "A request", "B request", "B response",
        "A response", "B head", "A head", "B end OK", "A end OK",
      ])
  }

  @Test(arguments: ["Chat", "ChatPool"])
  func messagesOfAStreamAreSeenOneByOne(method: String) async throws {
    let response = try await answer(RawRequest(path(method)).sending(framed([]) + framed([])))
    #expect(response.code == .ok)
    let message = ["A request", "B request", "B response", "A response"]
    #expect(
      journal.all == ["A begin \(method)", "B begin \(method)"] + message + ["B head", "A head"]
        + message + ["B end OK", "A end OK"])
  }

  @Test(arguments: ["Sum", "SumPool"])
  func requestStreamsAreSeen(method: String) async throws {
    let response = try await answer(RawRequest(path(method)).sending(framed([]) + framed([])))
    #expect(response.code == .ok)
    #expect(
      journal.all.filter { $0.hasPrefix("A") }.dropFirst() == [
        "A request", "A request", "A response", "A head", "A end OK",
      ])
  }

  @Test(arguments: ["Count", "CountPool"])
  func responseStreamsAreSeen(method: String) async throws {
    let note = Note.with { $0.value = [1, 2] }
    let response = try await answer(RawRequest(path(method)).sending(framed(note.encoded())))
    #expect(response.code == .ok)
    #expect(
      journal.all.filter { $0.hasPrefix("A") }.dropFirst() == [
        "A request", "A response", "A head", "A response", "A end OK",
      ])
  }

  @Test(arguments: ["Echo", "EchoInline", "EchoPool", "Chat"])
  func messagesCanBeChangedBothWays(method: String) async throws {
    let note = Note.with { $0.typeURL = "-" }
    for (mark, result) in [("A", "-AA"), ("B", "-BB")] {
      let request = RawRequest(path(method), ["mark": mark]).sending(framed(note.encoded()))
      let response = try await answer(request)
      let text = try Note(decoding: try #require(response.messages.first)).typeURL
      // A pool's echo has a text of its own.
      #expect(text == (method == "EchoPool" ? "off the loop\(mark)" : result))
    }
  }

  @Test(arguments: ["Echo", "EchoInline", "EchoPool", "Sum", "Chat", "Count"])
  func whoRefusesEndsTheCall(method: String) async throws {
    let inner = try await answer(RawRequest(path(method), ["refuse": "B"]).sending(framed([])))
    #expect(inner.code == .permissionDenied)
    #expect(inner.blocks.count == 1)
    #expect(
      journal.all == [
        "A begin \(method)", "B begin \(method)", "A end PERMISSION_DENIED",
      ])
    let outer = try await answer(RawRequest(path(method), ["refuse": "A"]).sending(framed([])))
    #expect(outer.code == .permissionDenied)
    #expect(journal.all.suffix(1) == ["A begin \(method)"])
  }

  @Test(arguments: ["Echo", "EchoInline", "EchoPool", "Sum", "Chat"])
  func messageThatIsRefusedEndsTheCall(method: String) async throws {
    let poison = framed(Note.with { $0.typeURL = "poison" }.encoded())
    let response = try await answer(RawRequest(path(method), ["mark": "B"]).sending(poison))
    #expect(response.code == .outOfRange)
    #expect(journal.all.suffix(3) == ["B request", "B end OUT_OF_RANGE", "A end OUT_OF_RANGE"])
  }

  @Test func whoReturnsNobodySeesNothingMore() async throws {
    _ = try await answer(RawRequest(path("Echo"), ["blind": "B"]).sending(framed([])))
    #expect(journal.all.filter { $0.hasPrefix("B") } == ["B begin Echo"])
    #expect(journal.all.suffix(1) == ["A end OK"])
  }

  @Test func failureOfTheHandlerIsSeen() async throws {
    _ = try await answer(RawRequest(path("Fail")).sending(framed([])))
    #expect(journal.all.suffix(2) == ["B end INVALID_ARGUMENT", "A end INVALID_ARGUMENT"])
  }

  @Test func endIsSeenWhenTheClientLeaves() async throws {
    try await serve { server in
      let link = try await RawLink.to(server)
      let stream = try await link.open(.open(path("Chat")))
      await stream.send(Note())
      #expect(await stream.messages(1).count == 1)
      await stream.reset()
      #expect(await eventually { journal.all.suffix(2) == ["B end CANCELLED", "A end CANCELLED"] })
      await link.cut()
    }
  }

  @Test func endIsSeenWhenTheTimeIsOver() async throws {
    _ = try await answer(RawRequest(path("Hang"), ["grpc-timeout": "30m"]).sending(framed([])))
    #expect(journal.all.suffix(2) == ["B end DEADLINE_EXCEEDED", "A end DEADLINE_EXCEEDED"])
  }

  /// Faults of a stream that its handler does not see end the call, too.
  @Test func endIsSeenWhenTheRequestIsWrong() async throws {
    try await serve { server in
      let link = try await RawLink.to(server)
      let stream = try await link.open(.open(path("Chat")))
      await stream.send(Note())
      #expect(await stream.messages(1).count == 1)
      await stream.send([7, 0, 0, 0, 0])
      #expect(await stream.ended().code == .internalError)
      await link.cut()
    }
    #expect(journal.all.suffix(2) == ["B end INTERNAL", "A end INTERNAL"])
  }

  /// A call that ends before its handler begins is nobody's concern.
  @Test func callThatIsOverIsNotBegun() async throws {
    let response = try await answer(RawRequest(path("Chat")).sending([7, 0, 0, 0, 0]))
    #expect(response.code == .internalError)
    #expect(journal.all.isEmpty)
  }

  @Test func scopesAreKept() async throws {
    var router = ProbeDesk().router()
    let journal = journal
    router.intercept(.service("lintas.test.Probe"), with: Recorder(name: "S", journal: journal))
    router.intercept(.service("lintas.test.Other"), with: Recorder(name: "X", journal: journal))
    router.intercept(
      .method(path: path("EchoInline")), with: Recorder(name: "M", journal: journal))
    try await GRPCServer.run(router: router, configuration: .withWorkers) { server in
      for method in ["Echo", "EchoInline"] {
        _ = try await RawResponse.of(RawRequest(path(method)).sending(framed([])), from: server)
      }
    }
    #expect(
      journal.all.filter { $0.contains("begin") } == [
        "S begin Echo", "S begin EchoInline", "M begin EchoInline",
      ])
  }

  /// It may wait, the handler begins after it, and a call that ends meanwhile never reaches it.
  @Test func interceptorMayWait() async throws {
    var router = Router<Visitor>(door: OpenDoor())
    let journal = journal
    router.intercept(with: Waiter(journal: journal))
    router.intercept(with: Recorder(name: "A", journal: journal))
    router.unary(Probe.echo) { note, _ in
      journal.add("handler")
      return note
    }
    try await GRPCServer.run(router: router) { server in
      let response = try await RawResponse.of(RawRequest().sending(framed([])), from: server)
      #expect(response.code == .ok)
      #expect(
        journal.all == [
          "wait begins", "wait ends", "A begin Echo", "A request", "handler", "A response",
          "A head", "A end OK",
        ])
      let request = RawRequest(path("Echo"), ["long": "1", "grpc-timeout": "30m"])
        .sending(framed([]))
      #expect(try await RawResponse.of(request, from: server).code == .deadlineExceeded)
    }
    #expect(journal.all.suffix(1) == ["wait begins"])
  }

  /// A call that nobody watches sends the heads and trailers that were made once.
  @Test func noInterceptorsNoChain() {
    let entries = ProbeDesk().router().entries
    #expect(!entries.isEmpty)
    let chain = InterceptorChain<Visitor>([], of: Probe.echo.summary, isInline: false)
    #expect(chain == nil)
    let other = InterceptorChain<Visitor>(
      [(.service("lintas.test.Other"), Recorder(name: "A", journal: journal))],
      of: Probe.echo.summary, isInline: false)
    #expect(other == nil)
  }

  private func path(_ method: String) -> String { "/lintas.test.Probe/\(method)" }

  private func answer(_ request: RawRequest) async throws -> RawResponse {
    try await serve { server in try await RawResponse.of(request, from: server) }
  }

  /// Runs a server whose methods all stand behind A, and behind that B.
  private func serve<Result: Sendable>(
    _ body: @Sendable (GRPCServer) async throws -> Result
  ) async throws -> Result {
    var router = ProbeDesk().router()
    router.intercept(with: Recorder(name: "A", journal: journal))
    router.intercept(with: Recorder(name: "B", journal: journal))
    return try await GRPCServer.run(router: router, configuration: .withWorkers, body)
  }
}
