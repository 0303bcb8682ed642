import LintasProtobuf
import Synchronization

@testable import LintasRPC
@testable import LintasTransport

/// A peer of our client that does what a test says, in memory: HTTP/2 without our server.
// Safety: confined to the loop, except for what is named to be read from everywhere.
final class ScriptedServer: HTTP2ConnectionHandler, @unchecked Sendable {
  /// What a stream tells its script.
  enum Event {
    /// The head of the request is there.
    case head
    /// A message is whole.
    case message(Note)
    /// The request is complete.
    case end
    /// The stream is gone.
    case closed(HTTP2StreamEnd)
  }

  typealias Script = (ScriptedStream, Event) -> Void

  private let script: Script
  private let loop: EventLoop
  private let limits: TransportLimits
  private(set) var connections: [HTTP2Connection] = []
  private(set) var streams: [ScriptedStream] = []
  /// How many streams there were so far; from any thread.
  let begun = Counter()
  /// How many connections there were so far; from any thread.
  let connected = Counter()
  /// Whether an attempt to connect fails; from any thread.
  var isDown: Bool {
    get { down.load(ordering: .relaxed) }
    set { down.store(newValue, ordering: .relaxed) }
  }
  private let down = Atomic<Bool>(false)

  /// How streams ended.
  private(set) var ends: [HTTP2StreamEnd] = []

  init(loop: EventLoop, limits: TransportLimits, script: @escaping Script) {
    self.loop = loop
    self.limits = limits
    self.script = script
  }

  /// Runs `body` with a channel to a server that follows `script`, on a loop of its own.
  static func run(
    limits: TransportLimits = TransportLimits(),
    client configuration: ChannelConfiguration = ChannelConfiguration(),
    _ script: @escaping @Sendable (ScriptedStream, Event) -> Void,
    body: @Sendable (Channel, ScriptedServer) async throws -> Void
  ) async throws {
    let loop = try EventLoop.start(name: "scripted")
    let server = ScriptedServer(loop: loop, limits: patient(limits), script: script)
    var configuration = configuration
    configuration.transport = patient(configuration.transport)
    let channel = try Channel(
      loop: loop, origin: Origin(scheme: "http", authority: "memory"),
      configuration: configuration, route: server.route())
    defer {
      channel.close()
      loop.stop()
      loop.join()
    }
    try await body(channel, server)
  }

  /// The streams that watch the health of a service.
  var healthStreams: [ScriptedStream] {
    streams.filter { $0.fields[":path"] == "/grpc.health.v1.Health/Watch" }
  }

  /// The way of a channel to this server.
  func route() -> Route {
    Route(resolve: { _ in [.memory(0)] }) { loop, _, limits, link in
      self.connect(loop, link, limits)
    }
  }

  /// Makes a connection for a channel.
  func connect(_ loop: EventLoop, _ link: SubchannelLink, _ client: TransportLimits) {
    guard !isDown else {
      link.failed(TransportError.system(call: "connect", code: 111))
      return
    }
    do throws(TransportError) {
      _ = try MemoryLink.pair(
        on: loop, serverLimits: limits, clientLimits: client, server: self, client: link)
    } catch {
      link.failed(error)
    }
  }

  /// Runs `body` on the loop.
  func onLoop<Result: Sendable>(_ body: @Sendable (ScriptedServer) -> Result) async -> Result {
    await loop.run { body(self) }
  }

  func connectionReady(_ connection: HTTP2Connection) {
    connections.append(connection)
    connected.count()
  }

  func accept(_ stream: HTTP2Stream) -> HTTP2StreamHandler {
    let scripted = ScriptedStream(stream, number: streams.count) { [weak self] stream, event in
      if case .closed(let end) = event { self?.ends.append(end) }
      self?.script(stream, event)
    }
    streams.append(scripted)
    begun.count()
    return scripted
  }

  func connectionDraining(
    _ connection: HTTP2Connection, lastStreamID: Int32, code: HTTP2ErrorCode
  ) {}

  func connectionClosed(_ connection: HTTP2Connection, error: TransportError?) {}
}

/// Waits until `condition` holds on the loop of a server, at most two minutes.
///
/// - Returns: whether it came to hold.
func holds(
  on server: ScriptedServer, _ condition: @Sendable (ScriptedServer) -> Bool
) async -> Bool {
  for _ in 0..<60_000 {
    if await server.onLoop(condition) { return true }
    try? await Task.sleep(for: .milliseconds(2))
  }
  return false
}
