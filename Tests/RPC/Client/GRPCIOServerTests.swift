import LintasProtobuf
import LintasStandard
import LintasTransport
import Testing

@testable import LintasRPC

/// Promise: our client's calls of every kind go through to a server of another make (grpcio) over
/// TLS. LINTAS_PYTHON names an interpreter with it.
@Suite(.enabled(if: PythonServer.python != nil), .timeLimit(.minutes(5)))
struct GRPCIOServerTests {
  @Test func unaryCallCarriesMetadataBothWays() async throws {
    try await withServer { channel in
      let options = CallOptions(metadata: ["echo": "hello"])
      let answer = try await channel.response(Probe.echo, note("a"), options: options)
      #expect(answer.message.typeURL == "a")
      #expect(answer.metadata["echo"] == "hello")
      #expect(answer.trailers["last"] == "hello")
    }
  }

  @Test(arguments: [
    ("NOT_FOUND", StatusCode.notFound), ("ABORTED", .aborted), ("DATA_LOSS", .dataLoss),
  ])
  func statusArrives(name: String, code: StatusCode) async throws {
    try await withServer { channel in
      let thrown = await status { _ = try await channel.unary(Probe.fail, note(name)) }
      #expect(thrown?.code == code)
      #expect(thrown?.message == "as ordered ☺")
      #expect(thrown?.metadata["last"] == "words")
    }
  }

  @Test func streamsGoBothWays() async throws {
    try await withServer { channel in
      let many = Note.with { $0.value = [UInt8](repeating: 0, count: 500) }
      var texts: [String] = []
      for try await answer in channel.serverStream(Probe.count, many) {
        texts.append(answer.typeURL)
      }
      #expect(texts == (0..<500).map { "\($0)" })

      let sum = channel.clientStream(Probe.sum)
      for _ in 0..<500 { try await sum.write(.with { $0.value = [1, 2, 3] }) }
      #expect(try await sum.finish().typeURL == "500 notes of 1500 bytes")

      let chat = channel.bidirectional(Probe.chat)
      var answers = chat.responses.makeAsyncIterator()
      for number in 0..<50 {
        try await chat.requests.write(note("\(number)"))
        #expect(try await answers.next()?.typeURL == "\(number)")
      }
      try await chat.requests.finish()
      #expect(try await answers.next() == nil)
    }
  }

  @Test func largeMessagesGoBothWays() async throws {
    try await withServer { channel in
      let large = Note.with { $0.value = [UInt8](repeating: 7, count: 3_000_000) }
      let answer = try await channel.unary(Probe.echo, large)
      #expect(answer == large)
    }
  }

  @Test func serverThatLeavesEndsTheCall() async throws {
    try await withServer { channel in
      let chat = channel.bidirectional(Probe.chat)
      try await chat.requests.write(note("leave"))
      while try await chat.requests.write(note("more")) {}
      for try await _ in chat.responses {}
    }
  }

  @Test func deadlineIsToldAndKept() async throws {
    try await withServer { channel in
      let options = CallOptions(timeout: .milliseconds(100))
      let thrown = await status {
        _ = try await channel.unary(Probe.hang, note("a"), options: options)
      }
      #expect(thrown?.code == .deadlineExceeded)
      let answer = try await channel.unary(Probe.echo, note("b"))
      #expect(answer.typeURL == "b")
    }
  }

  private func withServer(_ body: (Channel) async throws -> Void) async throws {
    let identity = try TestIdentity()
    let server = try PythonServer(identity)
    let channel = try Channel(host: "localhost", port: server.port, tls: identity.client)
    try await body(channel)
    channel.close()
    server.stop()
  }
}
