import LintasTransport
import Synchronization
import Testing

@testable import LintasRPC

/// Promise: every request that breaks the rules gets the answer that the rules name for it, costs
/// nothing, and leaves the server as it was. One test for each duty of a server.
@Suite(.timeLimit(.minutes(5))) struct BadRequestTests {
  private static let path = "/lintas.test.Probe/Echo"
  private static let empty: [UInt8] = [0, 0, 0, 0, 0]

  @Test(arguments: ["text/html", "application/grpc-web+proto", nil])
  func wrongContentTypeIsHTTP415(value: String?) async throws {
    let response = try await answer(RawRequest(Self.path, ["content-type": value]))
    #expect(response[":status"] == "415")
    #expect(response.blocks.count == 1)
  }

  @Test func otherMethodThanPostIsHTTP405() async throws {
    let response = try await answer(RawRequest(Self.path, [":method": "PUT"]))
    #expect(response[":status"] == "405")
    #expect(response.code == .internalError)
  }

  @Test(arguments: ["/", "/lintas.test.Probe", "/lintas.test.Probe/echo", "/nothing"])
  func unknownPathIsUnimplemented(path: String) async throws {
    let response = try await answer(RawRequest(path))
    #expect(response[":status"] == "200")
    #expect(response.code == .unimplemented)
    #expect(response.blocks.count == 1)
  }

  @Test func malformedTimeoutIsInternal() async throws {
    let response = try await answer(RawRequest(Self.path, ["grpc-timeout": "soon"]))
    #expect(response.code == .internalError)
  }

  @Test func timeoutOfZeroIsDeadlineExceeded() async throws {
    let response = try await answer(RawRequest(Self.path, ["grpc-timeout": "0n"]))
    #expect(response.code == .deadlineExceeded)
  }

  @Test func timeoutBeyondAllClocksIsServed() async throws {
    let request = RawRequest(Self.path, ["grpc-timeout": "99999999H"]).sending(Self.empty)
    #expect(try await answer(request).code == .ok)
  }

  @Test func malformedBinaryMetadataIsInternal() async throws {
    let response = try await answer(RawRequest(Self.path, ["x-bin": "*"]))
    #expect(response.code == .internalError)
  }

  @Test func unknownEncodingIsUnimplementedAndTheKnownOnesAreNamed() async throws {
    let response = try await answer(RawRequest(Self.path, ["grpc-encoding": "snappy"]))
    #expect(response.code == .unimplemented)
    #expect(response["grpc-accept-encoding"] == "identity,gzip")
  }

  @Test func compressedMessageWithoutEncodingIsInternal() async throws {
    let response = try await answer(RawRequest().sending([1, 0, 0, 0, 0]))
    #expect(response.code == .internalError)
  }

  @Test func unknownFlagIsInternal() async throws {
    let response = try await answer(RawRequest().sending([7, 0, 0, 0, 0]))
    #expect(response.code == .internalError)
  }

  /// The rest of the message never comes, and need not.
  @Test func lyingLengthIsResourceExhaustedAtOnce() async throws {
    var request = RawRequest().sending([0, 0xFF, 0xFF, 0xFF, 0xFF, 1])
    request.isLeftOpen = true
    let response = try await answer(request)
    #expect(response.code == .resourceExhausted)
  }

  @Test func bytesThatAreNoMessageAreInternal() async throws {
    let response = try await answer(RawRequest().sending([0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF]))
    #expect(response.code == .internalError)
  }

  /// Two million empty messages in a list would take 160 MB.
  @Test func messageThatTakesTooMuchMemoryIsResourceExhausted() async throws {
    let count = 2 << 20
    let prefix = [0] + withUnsafeBytes(of: UInt32(2 * count).bigEndian) { Array($0) }
    let flood = (0..<count).flatMap { _ in [0x1A, 0] as [UInt8] }
    let request = RawRequest("/lintas.test.Probe/Details").sending(prefix + flood)
    let response = try await answer(request)
    #expect(response.code == .resourceExhausted)
    #expect(response.blocks.count == 1)
  }

  @Test func noMessageIsUnimplemented() async throws {
    var onHeaders = RawRequest()
    onHeaders.endsWithHeaders = true
    #expect(try await answer(onHeaders).code == .unimplemented)
    #expect(try await answer(RawRequest()).code == .unimplemented)
  }

  @Test func twoMessagesAreUnimplemented() async throws {
    #expect(try await answer(RawRequest().sending(Self.empty, Self.empty)).code == .unimplemented)
    let joined = RawRequest().sending(Self.empty + Self.empty)
    #expect(try await answer(joined).code == .unimplemented)
  }

  /// The first message is whole in a frame of its own; what begins behind it must not wipe it out.
  @Test(arguments: [[0], [0, 0, 0, 0], [0, 0, 0, 0, 9], [0, 0, 0, 0, 9, 1]] as [[UInt8]])
  func secondMessageThatOnlyBeginsIsUnimplemented(rest: [UInt8]) async throws {
    let whole: [UInt8] = [0, 0, 0, 0, 4, 0x0A, 2, 0x41, 0x42]
    #expect(try await answer(RawRequest().sending(whole, rest)).code == .unimplemented)
  }

  @Test func endAmidAMessageIsInternal() async throws {
    let response = try await answer(RawRequest().sending([0, 0, 0, 0, 9, 1]))
    #expect(response.code == .internalError)
  }

  @Test func missingTrailersHintIsServed() async throws {
    let response = try await answer(RawRequest(Self.path, ["te": nil]).sending(Self.empty))
    #expect(response.code == .ok)
  }

  @Test func requestTrailersAreIgnored() async throws {
    var request = RawRequest().sending(Self.empty)
    request.trailers = [("grpc-status", "13"), ("x", "y")]
    let response = try await answer(request)
    #expect(response.code == .ok)
  }

  @Test func messageInPiecesIsServed() async throws {
    let pieces = RawRequest().sending([0], [0, 0], [0, 4], [0x0A], [2, 0x41], [0x42])
    let response = try await answer(pieces)
    #expect(response.code == .ok)
    #expect(response.body == [0, 0, 0, 0, 4, 0x0A, 2, 0x41, 0x42])
    #expect(response.blocks.count == 2)
    #expect(response.blocks[0]["content-type"] == "application/grpc")
    #expect(response.blocks[0]["grpc-status"] == nil)
  }

  @Test func textMetadataOfAnyBytesIsServed() async throws {
    let request = RawRequest(Self.path, ["x": "\u{e9}\u{ff}"]).sending(Self.empty)
    #expect(try await answer(request).code == .ok)
  }

  /// A call that fails before its first message is one block, so that clients may try again.
  @Test func failureBeforeTheFirstMessageIsTrailersOnly() async throws {
    let response = try await answer(RawRequest("/lintas.test.Probe/Fail").sending(Self.empty))
    #expect(response.blocks.count == 1)
    #expect(response.code == .invalidArgument)
    #expect(response["grpc-message"] == "two faults%0A%E2%98%BA")
    #expect(response["grpc-status-details-bin"]?.hasSuffix("=") == false)
  }

  @Test func deadlineWhileTheMessageIsAwaitedEndsTheCall() async throws {
    var request = RawRequest(Self.path, ["grpc-timeout": "30m"])
    request.isLeftOpen = true
    let response = try await answer(request)
    #expect(response.code == .deadlineExceeded)
  }

  @Test func requestOfAStreamHasToComeInTime() async throws {
    var configuration = Self.configuration
    configuration.limits.defaultDeadline = .milliseconds(30)
    let desk = ProbeDesk()
    try await GRPCServer.run(router: desk.router(), configuration: configuration) { server in
      var request = RawRequest("/lintas.test.Probe/Flood")
      request.isLeftOpen = true
      let response = try await RawResponse.of(request, from: server)
      #expect(response.code == .deadlineExceeded)
    }
  }

  /// A deadline of the caller's own does not give it more time to send the request.
  @Test func longDeadlineDoesNotHoldAHalfSentRequest() async throws {
    var configuration = Self.configuration
    configuration.limits.defaultDeadline = .milliseconds(30)
    let desk = ProbeDesk()
    try await GRPCServer.run(router: desk.router(), configuration: configuration) { server in
      var request = RawRequest(Self.path, ["grpc-timeout": "1000H"]).sending([0, 0, 0])
      request.isLeftOpen = true
      let response = try await RawResponse.of(request, from: server)
      #expect(response.code == .deadlineExceeded)
    }
  }

  /// Halves of many connections, each within its first window, fill the loop.
  @Test func halvesOfManyConnectionsAreBounded() async throws {
    var configuration = Self.configuration
    configuration.transport.concurrentStreams = 2
    configuration.limits.messageBytes = 2_000
    configuration.limits.bufferedBytesPerConnection = 8_000
    configuration.limits.bufferedBytesPerLoop = 8_000
    let desk = ProbeDesk()
    try await GRPCServer.run(router: desk.router(), configuration: configuration) { server in
      let half = [0, 0, 0, 0x07, 0] + [UInt8](repeating: 0, count: 995)
      var links: [RawLink] = []
      for _ in 0..<4 {
        let link = try await RawLink.to(server)
        links.append(link)
        let stream = try await link.open(.open(Self.path))
        await stream.send(half)
        #expect(await stream.unsent == 0)
      }
      let refused = try await RawResponse.of(RawRequest().sending(half), from: server)
      #expect(refused.code == .resourceExhausted)
      for link in links { await link.cut() }
      // Whatever became of them, requests give their room back.
      for _ in 0..<8 {
        let half = RawRequest().sending([0, 0, 0, 0, 90] + [UInt8](repeating: 0, count: 70))
        #expect(try await RawResponse.of(half, from: server).code == .internalError)
        let whole = RawRequest().sending(Self.empty)
        #expect(try await RawResponse.of(whole, from: server).code == .ok)
      }
    }
  }

  @Test func pathsOfAnyLengthFindTheirMethodOrNone() async throws {
    let desk = ProbeDesk()
    let table = RoutingTable(desk.router().entries)
    #expect(withBytes("/lintas.test.Probe/Echo") { table.find($0) } != nil)
    for length in 0..<64 {
      let path = String(
        "/lintas.test.Probe/EchoXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX".prefix(length))
      let known = ["/lintas.test.Probe/Echo"].contains(path)
      #expect((withBytes(path) { table.find($0) } != nil) == known)
    }
  }

  private func answer(_ request: RawRequest) async throws -> RawResponse {
    let desk = ProbeDesk()
    return try await GRPCServer.run(router: desk.router(), configuration: Self.configuration) {
      server in
      let response = try await RawResponse.of(request, from: server)
      // The server is as it was.
      let after = try await RawResponse.of(RawRequest().sending(Self.empty), from: server)
      #expect(after.code == .ok)
      return response
    }
  }

  private static var configuration: ServerConfiguration {
    var configuration = ServerConfiguration()
    configuration.workers = 1
    return configuration
  }
}
