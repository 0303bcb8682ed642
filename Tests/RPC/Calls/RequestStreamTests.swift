import LintasProtobuf
import LintasStandard
import LintasTransport
import Synchronization
import Testing

@testable import LintasRPC

/// Promise: the messages of a request stream reach their handler in order, wherever it runs and
/// however they were cut into frames, and the end of the stream with them; what a message or the
/// end can be wrong with has the answer that the rules name.
@Suite(.timeLimit(.minutes(5))) struct RequestStreamTests {
  @Test(arguments: Depth.allCases, ["Sum", "SumPool"])
  func messagesArriveInOrder(depth: Depth, method: String) async throws {
    try await withProbeServer { server, _ in
      let link = try await RawLink.to(server, depth)
      for count in [0, 1, 1_000] {
        let stream = try await link.open(.open("/lintas.test.Probe/\(method)"))
        for number in 0..<count { await stream.send(.with { $0.typeURL = "\(number)" }) }
        await stream.end()
        let response = await stream.ended()
        #expect(response.code == .ok)
        let answer = try Note(decoding: try #require(response.messages.first))
        #expect(answer.typeURL == "\(count) notes of 0 bytes")
        #expect(answer.value == [method == "Sum" ? 1 : 0])
      }
      await link.cut()
    }
  }

  /// Borders of frames mean nothing.
  @Test func framesMayBeCutAnywhere() async throws {
    try await withProbeServer { server, _ in
      var random = SeededGenerator()
      let link = try await RawLink.to(server)
      for _ in 0..<30 {
        let notes = (0..<Int.random(in: 1...20, using: &random)).map { number in
          let size = Int.random(in: 0...300, using: &random)
          return Note.with {
            $0.typeURL = "\(number)"
            $0.value = [UInt8](repeating: 7, count: size)
          }
        }
        var bytes = notes.flatMap { framed($0.encoded()) }[...]
        let stream = try await link.open(.open("/lintas.test.Probe/Sum"))
        while !bytes.isEmpty {
          let size = min(bytes.count, Int.random(in: 1...200, using: &random))
          await stream.send(Array(bytes.prefix(size)))
          bytes = bytes.dropFirst(size)
        }
        await stream.end()
        let response = await stream.ended()
        let size = notes.reduce(0) { $0 + $1.value.count }
        let answer = try Note(decoding: try #require(response.messages.first))
        #expect(answer.typeURL == "\(notes.count) notes of \(size) bytes")
      }
      await link.cut()
    }
  }

  @Test(arguments: Depth.allCases, ["Chat", "ChatPool"])
  func questionsAndAnswersTakeTurns(depth: Depth, method: String) async throws {
    try await withProbeServer { server, _ in
      let link = try await RawLink.to(server, depth)
      let stream = try await link.open(.open("/lintas.test.Probe/\(method)"))
      for number in 1...4 {
        let note = Note.with { $0.typeURL = "turn \(number)" }
        await stream.send(note)
        let answers = await stream.messages(number)
        #expect(answers.last == note.encoded())
      }
      #expect(await stream.response.end == nil)
      await stream.end()
      let response = await stream.ended()
      #expect(response.code == .ok)
      #expect(response.end == .finished)
      await link.cut()
    }
  }

  /// A hundred messages that are there cost no job of the loop.
  @Test func nextDoesNotSuspendWhenAMessageIsThere() async throws {
    try await withProbeServer { server, desk in
      let link = try await RawLink.to(server)
      let stream = try await link.open(.open("/lintas.test.Probe/Chat"))
      await stream.send(.with { $0.typeURL = "jobs" })
      for _ in 0..<100 { await stream.send(Note()) }
      #expect(await eventually { desk.started.load(ordering: .relaxed) == 1 })
      #expect(await stream.unsent == 0)
      desk.gate.store(true, ordering: .relaxed)
      let answer = try Note(decoding: try #require(await stream.messages(1).first))
      #expect(answer.typeURL == "0")
      await link.cut()
    }
  }

  @Test func emptyDataFrameWithEndStreamIsAHalfClose() async throws {
    let response = try await answer(.open("/lintas.test.Probe/Sum")) { stream in
      await stream.send(Note())
      _ = await stream.unsent
      await stream.end()
    }
    #expect(response.messages.count == 1)
    #expect(response.code == .ok)
  }

  @Test(arguments: ["Sum", "Chat"])
  func headersWithEndStreamAreAnEmptyStream(method: String) async throws {
    var request = RawRequest("/lintas.test.Probe/\(method)")
    request.endsWithHeaders = true
    let response = try await answer(request) { _ in }
    #expect(response.code == .ok)
    #expect(response.messages.count == (method == "Sum" ? 1 : 0))
  }

  @Test func requestTrailersAreIgnored() async throws {
    var request = RawRequest("/lintas.test.Probe/Chat").sending(framed([]))
    request.trailers = [("grpc-status", "13"), ("x", "y")]
    let response = try await answer(request) { _ in }
    #expect(response.code == .ok)
    #expect(response.messages == [[]])
  }

  @Test func endAmidAMessageIsInternal() async throws {
    let response = try await answer(.open("/lintas.test.Probe/Chat")) { stream in
      await stream.send(framed([]) + [0, 0, 0])
      await stream.end()
    }
    #expect(response.code == .internalError)
  }

  /// The rest of the message never comes, and need not; no handler has to look.
  @Test func lyingLengthIsResourceExhaustedAtOnce() async throws {
    let response = try await answer(.open("/lintas.test.Probe/GatedSum")) { stream in
      await stream.send(framed([]) + [0, 0xFF, 0xFF, 0xFF, 0xFF, 1])
    }
    #expect(response.code == .resourceExhausted)
    #expect(response.blocks.count == 1)
  }

  @Test(arguments: [1, 7] as [UInt8])
  func wrongFlagIsInternal(flag: UInt8) async throws {
    let response = try await answer(.open("/lintas.test.Probe/Sum")) { stream in
      await stream.send(framed([], flag: flag))
    }
    #expect(response.code == .internalError)
  }

  @Test func bytesThatAreNoMessageAreInternalForWhoeverReadsOn() async throws {
    try await withProbeServer { server, desk in
      let link = try await RawLink.to(server)
      let stream = try await link.open(.open("/lintas.test.Probe/Chat"))
      await stream.send(.with { $0.typeURL = "swallow" })
      await stream.send(framed([0xFF, 0xFF, 0xFF]) + framed([]))
      let response = await stream.ended()
      #expect(response.code == .internalError)
      let codes = desk.endings.withLock { $0.map { ($0 as? Status)?.code } }
      #expect(codes == [.internalError, .internalError, .internalError, .internalError])
      await link.cut()
    }
  }

  @Test func doorChecksEachMessage() async throws {
    let desk = ProbeDesk()
    try await GRPCServer.run(
      router: desk.router(door: PickyDoor()), configuration: .withWorkers
    ) { server in
      let link = try await RawLink.to(server)
      let stream = try await link.open(.open("/lintas.test.Probe/Chat"))
      await stream.send(Note())
      #expect(await stream.messages(1).count == 1)
      await stream.send(.with { $0.typeURL = "no" })
      let response = await stream.ended()
      // What the router's closure does not know is INTERNAL, and reported.
      #expect(response.code == .internalError)
      #expect(desk.reports.withLock { $0.first?.error is PickyDoor.Refused })
      await link.cut()
    }
  }

  private func answer(
    _ request: RawRequest, _ act: @Sendable (RawStream) async -> Void
  ) async throws -> RawResponse {
    try await withProbeServer { server, _ in
      let link = try await RawLink.to(server)
      let stream = try await link.open(request)
      await act(stream)
      let response = await stream.ended()
      await link.cut()
      return response
    }
  }
}
