import LintasProtobuf
import LintasStandard
import LintasTransport
import Testing

@testable import LintasRPC

/// Promise: each duty of a server that no other suite shows is done; `Duty.server` names them all.
@Suite(.timeLimit(.minutes(5))) struct ServerDutyTests {
  private static let path = "/lintas.test.Probe/Echo"

  /// The list counts 32 bytes a field beside name and value; the limit itself is no breach.
  @Test(arguments: [0, 1])
  func headerListTooLargeIsReset(over: Int) async throws {
    let rest = RawRequest(Self.path).fields.reduce(0) {
      $0 + $1.0.utf8.count + $1.1.utf8.count + 32
    }
    let room = TransportLimits().headerListSize - rest - 32 - 1
    let value = String(repeating: "v", count: room + over)
    let response = try await answer(
      RawRequest(Self.path, ["x": value]).sending(framed([])))
    #expect(response.end == (over == 0 ? .finished : .reset(.enhanceYourCalm)))
    #expect(response.code == (over == 0 ? .ok : nil))
  }

  /// The library answers before anybody else can, as RFC 9113 section 8.1.1 asks.
  @Test(arguments: [":authority", ":path", ":method", "host"])
  func fieldThatMayStandOnceIsReset(name: String) async throws {
    var request = RawRequest(Self.path).sending(framed([]))
    if name == "host" { request.fields.append(("host", "memory")) }
    let place = request.fields.firstIndex { $0.0 == name } ?? 0
    request.fields.insert(request.fields[place], at: place)
    #expect(try await answer(request).end == .reset(.protocolError))
  }

  @Test(arguments: ["connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"])
  func connectionFieldIsReset(name: String) async throws {
    let request = RawRequest(Self.path, [name: "x"]).sending(framed([]))
    #expect(try await answer(request).end == .reset(.protocolError))
  }

  @Test func otherTransferHintIsReset() async throws {
    let request = RawRequest(Self.path, ["te": "gzip"]).sending(framed([]))
    #expect(try await answer(request).end == .reset(.protocolError))
  }

  @Test(arguments: 1...8)
  func prefixMayBeCutAnywhere(place: Int) async throws {
    try await withProbeServer { server, _ in
      let link = try await RawLink.to(server)
      let stream = try await link.open(.open(Self.path))
      let bytes = framed([0x0A, 2, 0x41, 0x42])
      await stream.send(Array(bytes[..<place]))
      #expect(await stream.unsent == 0)
      await stream.send(Array(bytes[place...]))
      await stream.end()
      let response = await stream.ended()
      #expect(response.code == .ok)
      #expect(response.messages == [[0x0A, 2, 0x41, 0x42]])
      await link.cut()
    }
  }

  @Test(arguments: ["on the last frame", "on an empty frame", "on trailers"])
  func halfCloseComesInThreeWays(way: String) async throws {
    try await withProbeServer { server, _ in
      let link = try await RawLink.to(server)
      var request = RawRequest(Self.path).sending(framed([]))
      if way == "on trailers" { request.trailers = [("x", "y")] }
      request.isLeftOpen = way == "on an empty frame"
      let stream = try await link.open(request)
      if request.isLeftOpen {
        #expect(await stream.unsent == 0)
        await stream.end()
      }
      #expect(await stream.ended().code == .ok)
      await link.cut()
    }
  }

  @Test func trailersOnlyIsOneBlockWithItsFields() async throws {
    let response = try await answer(RawRequest("/nothing"))
    #expect(
      response.blocks == [
        [
          ":status": "200", "content-type": "application/grpc", "grpc-status": "12",
          "grpc-message": "there is no such method",
        ]
      ])
    #expect(response.body.isEmpty)
  }

  @Test(arguments: ["Echo", "EchoInline", "EchoPool", "Count", "Sum", "Chat"])
  func statusIsThereAlsoIfItIsOK(method: String) async throws {
    let request = RawRequest("/lintas.test.Probe/\(method)").sending(framed([]))
    let response = try await answer(request)
    #expect(response.blocks.last?["grpc-status"] == "0")
    #expect(response.blocks.last?["grpc-message"] == nil)
    #expect(response.blocks.count == (method == "Count" ? 1 : 2))
  }

  @Test(arguments: [("q6ur", "q6ur"), ("q6s=", "q6s"), ("q6s", "q6s"), (" q6ur , q6s=", "q6ur")])
  func binaryValuesArePaddedOrNotAndJoined(sent: String, returned: String) async throws {
    let request = RawRequest("/lintas.test.Probe/Special", ["echo-trailers-bin": sent])
      .sending(framed([]))
    let response = try await answer(request)
    #expect(response.code == .ok)
    #expect(response["echo-trailers-bin"] == returned)
  }

  @Test(arguments: [" hello", "hello ", "\thello \t"])
  func blanksAroundAValueAreNoPartOfIt(value: String) async throws {
    let request = RawRequest("/lintas.test.Probe/Special", ["echo-head": value])
      .sending(framed([]))
    let response = try await answer(request)
    #expect(response.blocks.first?["echo-head"] == "hello")
  }

  @Test func browserGetsAPage() async throws {
    let changes: [String: String?] = [
      ":method": "GET", "content-type": nil, "te": nil, "accept": "text/html",
    ]
    var request = RawRequest("/", changes)
    request.endsWithHeaders = true
    let page = try await answer(request)
    #expect(page.blocks.first?[":status"] == "200")
    #expect(page.blocks.first?["content-type"] == "text/plain; charset=utf-8")
    #expect(String(decoding: page.body, as: UTF8.self).hasPrefix("This is a gRPC server."))
    #expect(page.end == .finished)
    var other = RawRequest("/favicon.ico", changes)
    other.endsWithHeaders = true
    #expect(try await answer(other)[":status"] == "415")
  }

  private func answer(_ request: RawRequest) async throws -> RawResponse {
    try await withProbeServer { server, _ in
      let response = try await RawResponse.of(request, from: server)
      // The server is as it was.
      let after = try await RawResponse.of(RawRequest().sending(framed([])), from: server)
      #expect(after.code == .ok)
      return response
    }
  }
}
