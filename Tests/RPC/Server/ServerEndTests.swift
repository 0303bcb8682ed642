import Glibc
import LintasProtobuf
import LintasStandard
import Synchronization
import Testing

@testable import LintasRPC
@testable import LintasTransport

/// Promise: the end of a server loses nobody who stands at its door, tells all who ask for it the
/// same, and whatever of it a task has kept does no harm.
@Suite(.timeLimit(.minutes(5))) struct ServerEndTests {
  /// A client's first call comes with the last bytes of its handshake. If the server closed before,
  /// the client could not know that nobody has seen its call, and must not try it again.
  @Test func whoseHandshakeHasBegunIsServed() async throws {
    let identity = try TestIdentity()
    let server = try GRPCServer(router: ProbeDesk().router(), configuration: .withWorkers)
    let address = try server.listen(on: identity.address, tls: identity.server)
    let visitor = try Visit.begun(to: address, tls: identity.client)
    // The server has answered the hello and waits for the client's word.
    #expect(await visitor.reaches { $0.isAnswered })
    let end = Task { await server.shutdown(grace: .seconds(60)) }
    #expect(await visitor.reaches { _ in Visit.isRefused(at: address) })
    try await Task.sleep(for: .milliseconds(50))
    #expect(await visitor.reaches { $0.shakeHands() })
    visitor.sayAll()
    #expect(await visitor.reaches { $0.hears() })
    visitor.leave()
    #expect(await end.value)
  }

  /// One that never says a word holds the end up for a moment only.
  @Test func whoSaysNothingIsNotWaitedFor() async throws {
    let identity = try TestIdentity()
    let server = try GRPCServer(router: ProbeDesk().router(), configuration: .withWorkers)
    let address = try server.listen(on: identity.address, tls: identity.server)
    let visitor = try Visit.begun(to: address, tls: identity.client)
    #expect(await visitor.reaches { $0.isAnswered })
    let start = MonotonicTime.now
    #expect(await server.shutdown(grace: .seconds(600)))
    #expect(MonotonicTime.now < start + .seconds(300))
    visitor.leave()
  }

  @Test func allWhoAskForTheEndWaitForIt() async throws {
    let desk = ProbeDesk()
    let server = try GRPCServer(router: desk.router(), configuration: .withWorkers)
    let channel = try server.channel()
    let call = Task { try await channel.unary(Probe.wait, note("kept")).typeURL }
    #expect(await eventually { desk.started.load(ordering: .relaxed) == 1 })
    let ended = Counter()
    let ends = (0..<3).map { _ in
      Task {
        let isEmpty = await server.shutdown(grace: .seconds(60))
        ended.count()
        return isEmpty
      }
    }
    try await Task.sleep(for: .milliseconds(50))
    #expect(ended.value == 0)
    desk.gate.store(true, ordering: .relaxed)
    #expect(try await call.value == "kept")
    for end in ends { #expect(await end.value) }
  }

  @Test(arguments: [Duration.seconds(Int64.max), .seconds(-1)])
  func anyGraceIsOne(grace: Duration) async throws {
    let server = try GRPCServer(router: ProbeDesk().router(), configuration: .withWorkers)
    let channel = try server.channel()
    _ = try await channel.unary(Probe.echo, Note())
    #expect(await server.shutdown(grace: grace))
  }

  /// A task that a handler has started may go on writing and reading; it is told that the call is
  /// over, even when the server's threads are gone.
  @Test func whatIsKeptOfACallDoesNoHarm() async throws {
    struct Kept {
      let notes: RequestStream<Note>
      let answers: ResponseWriter<Note>
      let context: CallContext
    }
    let all = Mutex<Kept?>(nil)
    let raw = Mutex<(RequestStream<[UInt8]>, ResponseWriter<[UInt8]>)?>(nil)
    var router = Router<LintasRPC.Visitor>(door: OpenDoor())
    router.bidirectional(Probe.chat) { notes, answers, visitor in
      all.withLock { $0 = Kept(notes: notes, answers: answers, context: visitor.context) }
    }
    router.unknownMethods { _, notes, answers, _ in raw.withLock { $0 = (notes, answers) } }
    let identity = try TestIdentity()
    try await GRPCServer.run(router: router) { server in
      let address = try server.listen(on: identity.address, tls: identity.server)
      let channel = try Channel(host: "localhost", port: address.port, tls: identity.client)
      for try await _ in channel.bidirectional(Probe.chat).responses {}
      for try await _ in channel.bidirectional(Probe.chatPool).responses {}
      channel.close()
    }
    let kept = try #require(all.withLock { $0 })
    #expect(await status { try await kept.answers.write(Note()) }?.code == .cancelled)
    #expect(await status { try await kept.answers.sendHead([:]) }?.code == .cancelled)
    #expect(await status { _ = try await kept.notes.next() }?.code == .cancelled)
    kept.context.addToTrailers(["late": "yes"])
    #expect(await !kept.context.isRequestCompressed)
    let (notes, answers) = try #require(raw.withLock { $0 })
    #expect(await status { try await answers.write([]) }?.code == .cancelled)
    #expect(await status { _ = try await notes.next() }?.code == .cancelled)
  }
}

/// A client that does each step of its visit when it is told to.
private final class Visit {
  private let descriptor: Int32
  private let tls: TLSSession
  private var heard: [UInt8] = []

  init(to address: SocketAddress, tls context: TLSContext) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    tls = try TLSSession(context: context, descriptor: descriptor, serverName: "localhost")
    let connected = address.withSystemAddress { connect(descriptor, $0, $1) }
    try #require(connected == 0)
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
  }

  /// A visit that has said its hello and not heard the answer; a machine that lets the server
  /// answer in between makes it begin again.
  static func begun(to address: SocketAddress, tls context: TLSContext) throws -> Visit {
    while true {
      let visit = try Visit(to: address, tls: context)
      if !visit.shakeHands() { return visit }
      visit.leave()
    }
  }

  /// Whether nobody listens there any more.
  static func isRefused(at address: SocketAddress) -> Bool {
    let probe = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(probe) }
    return address.withSystemAddress { connect(probe, $0, $1) } != 0
  }

  /// Tries a step until it succeeds, for two minutes at most.
  func reaches(_ step: (Visit) -> Bool) async -> Bool {
    for _ in 0..<60_000 {
      if step(self) { return true }
      try? await Task.sleep(for: .milliseconds(2))
    }
    return false
  }

  /// Goes on with the handshake; true when it is done.
  func shakeHands() -> Bool {
    if case .done = tls.handshake() { true } else { false }
  }

  /// Whether the server has said something that was not read.
  var isAnswered: Bool {
    var byte: UInt8 = 0
    return recv(descriptor, &byte, 1, Int32(MSG_PEEK)) == 1
  }

  /// Sends the preface and a whole call.
  func sayAll() {
    let words =
      Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + FrameServer.frame(4, 0, 0)
      + FrameClient.headers(1, "Echo") + FrameClient.message(1, end: true)
    words.withUnsafeBytes { _ = tls.write($0) }
  }

  /// Reads on; true when the call's trailers have come.
  func hears() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let step = buffer.withUnsafeMutableBytes { tls.read(into: $0) }
    if case .done(let count) = step { heard += buffer[..<count] }
    var rest = heard[...]
    while rest.count >= 9 {
      let frame = Array(rest.prefix(9))
      // HEADERS that end stream 1.
      if frame[3] == 1, frame[4] & 1 == 1, frame[8] == 1 { return true }
      rest = rest.dropFirst(9 + (Int(frame[1]) << 8 | Int(frame[2])))
    }
    return false
  }

  func leave() {
    close(descriptor)
  }
}
