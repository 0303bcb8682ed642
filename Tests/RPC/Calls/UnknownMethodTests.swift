import LintasProtobuf
import LintasStandard
import LintasTransport
import Testing

@testable import LintasRPC

/// Promise: a server that wants to can answer calls of methods that it does not know; the door and
/// the interceptors stand before them as before all others.
@Suite(.timeLimit(.minutes(5))) struct UnknownMethodTests {
  /// A door that lets nobody in who calls a method without a name.
  struct StrictDoor: Door {
    func admit(_ call: borrowing CallHead) throws -> Visitor {
      if call.method.path.utf8CodeUnitCount == 0 {
        throw Status(.permissionDenied, "no \(call.path)")
      }
      return Visitor(call.context)
    }

    func check(_ request: some Message, of method: MethodSummary, by caller: Visitor) throws {}
  }

  @Test(arguments: ["/a.Service/Method", "/", "//", "/lintas.test.Probe/Nothing"])
  func bytesGoBothWays(path: String) async throws {
    try await GRPCServer.run(router: router(OpenDoor())) { server in
      let request = RawRequest(path).sending(framed([1, 2, 3]) + framed([]) + framed([4]))
      let response = try await RawResponse.of(request, from: server)
      #expect(response.code == .ok)
      #expect(response.messages == [Array(path.utf8), [1, 2, 3], [], [4]])
    }
  }

  @Test func knownMethodsAreServedAsEver() async throws {
    var router = router(OpenDoor())
    router.unary(Probe.echo) { note, _ in note }
    try await GRPCServer.run(router: router) { server in
      let response = try await RawResponse.of(RawRequest().sending(framed([])), from: server)
      #expect(response.messages == [[]])
    }
  }

  @Test func doorStandsBeforeThem() async throws {
    try await GRPCServer.run(router: router(StrictDoor())) { server in
      let response = try await RawResponse.of(RawRequest("/a/b"), from: server)
      #expect(response.code == .permissionDenied)
      #expect(response["grpc-message"] == "no /a/b")
    }
  }

  @Test func interceptorsStandBeforeThem() async throws {
    let journal = Recorder.Journal()
    var router = router(OpenDoor())
    router.intercept(with: Recorder(name: "A", journal: journal))
    router.intercept(.service("a"), with: Recorder(name: "B", journal: journal))
    let behind = router
    try await GRPCServer.run(router: behind) { server in
      _ = try await RawResponse.of(RawRequest("/a/b"), from: server)
    }
    #expect(journal.all == ["A begin none", "A head", "A end OK"])
  }

  /// The pressure back is the same as for messages that are decoded.
  @Test func rawStreamsAreHeldBack() async throws {
    var router = Router<Visitor>(door: OpenDoor())
    router.unknownMethods { _, requests, _, _ in
      _ = try await requests.next()
      try await Task.sleep(for: .seconds(3600))
    }
    let slow = router
    try await GRPCServer.run(router: slow, grace: .milliseconds(1)) { server in
      let link = try await RawLink.to(server)
      let stream = try await link.open(.open("/a/b"))
      for _ in 0..<500 { await stream.send(framed([UInt8](repeating: 0, count: 1_000))) }
      #expect(await stream.unsent >= 500 * 1_005 - (256 << 10) - 1_005)
      await link.cut()
    }
  }

  private func router(_ door: some Door<Visitor>) -> Router<Visitor> {
    var router = Router<Visitor>(door: door)
    router.unknownMethods { path, requests, responses, _ in
      try await responses.write(Array(path.utf8))
      for try await request in requests { try await responses.write(request) }
    }
    return router
  }
}
