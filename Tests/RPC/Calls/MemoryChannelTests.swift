import LintasProtobuf
import LintasStandard
import LintasTransport
import Synchronization
import Testing

@testable import LintasRPC

/// Promise: a service and a client are tested without a socket by one line, and what they meet is
/// what they meet on a real line: all kinds of calls, deadlines, metadata, interceptors,
/// identities, several loops, and a server that goes away.
@Suite(.timeLimit(.minutes(5))) struct MemoryChannelTests {
  @Test func allKindsAndAllExecutions() async throws {
    let desk = ProbeDesk()
    // The router has methods that want a worker thread, and nobody asked for one.
    try await GRPCServer.withChannel(to: desk.router()) { channel in
      let note = Note.with { $0.value = [1, 2, 3] }
      for method in [Probe.echo, Probe.echoInline, Probe.echoPool] {
        #expect(try await channel.unary(method, note).value == [1, 2, 3])
      }
      for method in [Probe.count, Probe.countPool] {
        var count = 0
        for try await _ in channel.serverStream(method, note) { count += 1 }
        #expect(count == 3)
      }
      for method in [Probe.sum, Probe.sumPool] {
        let call = channel.clientStream(method)
        for _ in 0..<4 { try await call.write(note) }
        #expect(try await call.finish().value.count > 0)
      }
      for method in [Probe.chat, Probe.chatPool] {
        let call = channel.bidirectional(method)
        var answers = call.responses.makeAsyncIterator()
        for _ in 0..<4 {
          try await call.requests.write(note)
          let answer = try await answers.next()
          #expect(answer?.value == [1, 2, 3])
        }
        try await call.requests.finish()
        let end = try await answers.next()
        #expect(end == nil)
      }
    }
  }

  @Test func deadlinesAndMetadata() async throws {
    try await GRPCServer.withChannel(to: ProbeDesk().router()) { channel in
      let late = await status {
        _ = try await channel.unary(
          Probe.hang, Note(), options: CallOptions(timeout: .milliseconds(20)))
      }
      #expect(late?.code == .deadlineExceeded)
      let options = CallOptions(metadata: ["echo-head": "up"])
      let response = try await channel.response(Probe.special, Note(), options: options)
      #expect(response.metadata["echo-head"] == "up")
    }
  }

  @Test func interceptorsStandOnBothSides() async throws {
    let journal = Recorder.Journal()
    var router = ProbeDesk().router()
    router.intercept(with: Recorder(name: "server", journal: journal))
    try await GRPCServer.withChannel(to: router) { channel in
      let watched = channel.intercepting(Token(text: "secret"))
      _ = try await watched.unary(Probe.echo, Note())
      let refused = await status {
        let options = CallOptions(metadata: ["refuse": "server"])
        _ = try await watched.unary(Probe.echo, Note(), options: options)
      }
      #expect(refused?.code == .permissionDenied)
    }
    #expect(journal.all.contains("server end OK"))
  }

  @Test func theDoorSeesTheIdentityThatTheTestGives() async throws {
    let door = PartnerDoor()
    var router = Router(door: door)
    router.unary(Probe.echo) { _, partner in .with { $0.typeURL = partner } }
    let identity = TLSIdentity(peerURI: "urn:partner:7")
    let name = try await GRPCServer.withChannel(to: router, identity: identity) { channel in
      try await channel.unary(Probe.echo, Note()).typeURL
    }
    #expect(name == "urn:partner:7")
    let stranger = await status {
      try await GRPCServer.withChannel(to: router) { _ = try await $0.unary(Probe.echo, Note()) }
    }
    #expect(stranger?.code == .unauthenticated)
  }

  @Test func channelsAreDealtToTheLoopsInTurn() async throws {
    let loops = Mutex<Set<String>>([])
    var router = Router(door: OpenDoor())
    router.unary(Probe.echo) { note, _ in
      let loop = EventLoop.current?.describeState() ?? "none"
      let name = loop.prefix { $0 != ":" }
      _ = loops.withLock { $0.insert(String(name)) }
      return note
    }
    var configuration = ServerConfiguration()
    configuration.loops = 3
    try await GRPCServer.run(router: router, configuration: configuration) { server in
      let channels = try (0..<6).map { _ in try server.channel() }
      await withThrowingTaskGroup(of: Void.self) { group in
        for channel in channels {
          group.addTask {
            for _ in 0..<50 { _ = try await channel.unary(Probe.echo, Note()) }
          }
        }
      }
      for channel in channels { channel.close() }
    }
    #expect(loops.withLock { $0.count } == 3)
  }

  @Test func callsThatRunAtTheEndAreBrokenOff() async throws {
    let desk = ProbeDesk()
    let call = try await GRPCServer.withChannel(to: desk.router()) { channel in
      let call = Task { try await channel.unary(Probe.hang, Note()) }
      #expect(await eventually { desk.started.load(ordering: .relaxed) == 1 })
      return call
    }
    #expect(await status { _ = try await call.value } != nil)
    #expect(desk.cancelled.load(ordering: .relaxed) == 1)
  }

  /// A test that keeps a client for too long is told so; the process goes on.
  @Test func aChannelMayOutliveItsServer() async throws {
    let channel = try await GRPCServer.run(
      router: ProbeDesk().router(), configuration: .withWorkers
    ) { server in
      let channel = try server.channel()
      _ = try await channel.unary(Probe.echo, Note())
      return channel
    }
    let unary = await status { _ = try await channel.unary(Probe.echo, Note()) }
    #expect(unary?.code == .unavailable)
    let stream = await status { for try await _ in channel.serverStream(Probe.count, Note()) {} }
    #expect(stream?.code == .unavailable)
    channel.close()
    let closed = await status { _ = try await channel.unary(Probe.echo, Note()) }
    #expect(closed != nil)
  }

  @Test func theLoopEndsWithTheLastOfServerAndChannels() async throws {
    let loop = Mutex<WeakLoop>(WeakLoop())
    func outlive() async throws {
      let server = try GRPCServer(router: ProbeDesk().router(), configuration: .withWorkers)
      loop.withLock { $0.loop = server.loops[0].loop }
      let channel = try server.channel()
      _ = try await channel.unary(Probe.echo, Note())
      #expect(await server.shutdown(grace: .seconds(5)))
      #expect(await status { _ = try await channel.unary(Probe.echo, Note()) } != nil)
      #expect(throws: TransportError.closed) { try server.channel() }
    }
    try await outlive()
    #expect(await eventually { loop.withLock { $0.loop == nil } })
  }

  @Test func aPlaceToListenIsReadAsPeopleWriteIt() async throws {
    let identity = try TestIdentity()
    let key = TLSCredentials.pem(chain: identity.chain, key: identity.key)
    try await withProbeServer { server, _ in
      let address = try server.listen(on: "127.0.0.1:0", credentials: key)
      let channel = try Channel(
        "localhost:\(address.port)", trust: .authority(pem: identity.authority))
      _ = try await channel.unary(Probe.echo, Note())
      channel.close()
      for place in ["", ":1", "127.0.0.1", "127.0.0.1:x", "::1:1", "localhost:1", "unix:"] {
        let refusal = await status { _ = try server.listen(on: place, credentials: key) }
        #expect(refusal?.code == .invalidArgument, "\(place)")
      }
    }
  }
}

/// A loop that is watched and not held.
private struct WeakLoop: Sendable {
  weak var loop: EventLoop?
}

/// Adds a token to each call.
private struct Token: ClientInterceptor {
  let text: String

  func begin(
    _ method: MethodSummary, _ options: inout CallOptions
  ) async throws -> (any CallObserver)? {
    options.metadata.append("authorization", text)
    return nil
  }
}

/// A door for those who have a certificate.
private struct PartnerDoor: Door {
  func admit(_ call: borrowing CallHead) throws -> String {
    guard let name = call.identity?.peerURI else { throw Status(.unauthenticated) }
    return name
  }

  func check(_ request: some Message, of method: MethodSummary, by caller: String) throws {}
}
