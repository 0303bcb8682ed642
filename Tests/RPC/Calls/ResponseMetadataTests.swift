import LintasProtobuf
import LintasStandard
import LintasTransport
import Synchronization
import Testing

@testable import LintasRPC

/// Promise: what a handler has sent beside its messages arrives where it belongs, in the head or in
/// the trailers, wherever the handler runs and however the call ends, or is left out with a reason.
@Suite(.timeLimit(.minutes(5))) struct ResponseMetadataTests {
  private static let asked: [String: String?] = [
    "echo-head": "hello", "echo-trailers-bin": "q6ur",
  ]

  @Test(arguments: ["Special", "SpecialInline", "SpecialPool", "SpecialChat"])
  func headAndTrailersAreKeptApart(method: String) async throws {
    let request = RawRequest("/lintas.test.Probe/\(method)", Self.asked).sending(framed([]))
    let response = try await answer(request)
    #expect(response.code == .ok)
    #expect(response.blocks.count == 2)
    #expect(response.blocks[0]["echo-head"] == "hello")
    #expect(response.blocks[0]["echo-trailers-bin"] == nil)
    #expect(response.blocks[1]["echo-trailers-bin"] == "q6ur")
    #expect(response.blocks[1]["echo-head"] == nil)
  }

  /// A head that was set goes out also if no message does.
  @Test(arguments: ["Special", "SpecialInline", "SpecialPool", "SpecialChat"])
  func failureKeepsThemApartToo(method: String) async throws {
    let request = RawRequest("/lintas.test.Probe/\(method)", Self.asked)
      .sending(framed(Note.with { $0.typeURL = "fail" }.encoded()))
    let response = try await answer(request)
    #expect(response.code == .aborted)
    #expect(response.blocks.count == 2)
    #expect(response.blocks[0]["echo-head"] == "hello")
    #expect(response.blocks[0]["grpc-status"] == nil)
    #expect(response.blocks[1]["echo-trailers-bin"] == "q6ur")
  }

  @Test func trailersAloneNeedNoHead() async throws {
    let request = RawRequest(
      "/lintas.test.Probe/Special", ["echo-trailers-bin": "q6ur"]
    ).sending(framed(Note.with { $0.typeURL = "fail" }.encoded()))
    let response = try await answer(request)
    #expect(response.code == .aborted)
    #expect(response.blocks.count == 1)
    #expect(response["echo-trailers-bin"] == "q6ur")
  }

  /// A client that announces a small header list would reset a stream with more.
  @Test(arguments: ["Special", "SpecialChat"])
  func headThatIsTooLargeIsResourceExhausted(method: String) async throws {
    var configuration = ServerConfiguration.withWorkers
    configuration.limits.sentHeaderListBytes = 300
    let changes = ["echo-head": String(repeating: "x", count: 300)]
    let request = RawRequest("/lintas.test.Probe/\(method)", changes).sending(framed([]))
    let response = try await answer(request, configuration)
    #expect(response.code == .resourceExhausted)
    #expect(response.blocks.count == 1)
  }

  /// The outcome matters more.
  @Test func trailersThatAreTooLargeAreLeftOut() async throws {
    var configuration = ServerConfiguration.withWorkers
    configuration.limits.sentHeaderListBytes = 300
    let changes = ["echo-trailers-bin": String(repeating: "qqqq", count: 80)]
    let request = RawRequest("/lintas.test.Probe/Special", changes).sending(framed([]))
    let response = try await answer(request, configuration)
    #expect(response.code == .ok)
    #expect(response.blocks.count == 2)
    #expect(response["echo-trailers-bin"] == nil)
  }

  /// One call's settings are not the next one's.
  @Test func nextCallStartsAnew() async throws {
    try await withProbeServer { server, _ in
      let link = try await RawLink.to(server)
      for round in 0..<4 {
        let changes = round % 2 == 0 ? Self.asked : [:]
        let request = RawRequest("/lintas.test.Probe/Special", changes).sending(framed([]))
        let response = try await link.open(request).ended()
        #expect((response.blocks[0]["echo-head"] == nil) == (round % 2 == 1))
        #expect((response.blocks[1]["echo-trailers-bin"] == nil) == (round % 2 == 1))
      }
      await link.cut()
    }
  }

  /// What comes after the call is over changes nothing, least of all the next call.
  @Test func lateSettingsAreDropped() async throws {
    let kept = Mutex<[CallContext]>([])
    var router = Router<Visitor>(door: OpenDoor())
    router.unary(Probe.echo) { note, visitor in
      kept.withLock { $0.append(visitor.context) }
      for context in kept.withLock({ $0.dropLast() }) {
        context.addToHead(["late": "1"])
        context.addToTrailers(["late": "1"])
        context.compressResponse(with: .gzip)
      }
      return note
    }
    try await GRPCServer.run(router: router) { server in
      let link = try await RawLink.to(server)
      for _ in 0..<3 {
        let request = RawRequest().sending(framed([]))
        let response = try await link.open(request).ended()
        #expect(response.blocks.allSatisfy { $0["late"] == nil })
      }
      await link.cut()
    }
  }

  private func answer(
    _ request: RawRequest, _ configuration: ServerConfiguration = .withWorkers
  ) async throws -> RawResponse {
    try await withProbeServer(configuration) { server, _ in
      try await RawResponse.of(request, from: server)
    }
  }
}
