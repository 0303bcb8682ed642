import LintasStandard
import Synchronization

@testable import LintasRPC
@testable import LintasTransport

/// Several scripted servers as the addresses of one name.
final class ScriptedCluster: Sendable {
  let servers: [ScriptedServer]
  private let listed: Mutex<[Int]>
  /// How often the name was looked up.
  let lookups = Counter()

  private init(_ servers: [ScriptedServer]) {
    self.servers = servers
    listed = Mutex(Array(servers.indices))
  }

  /// Which of the servers the name leads to now; none is a name that is not known.
  var addresses: [Int] {
    get { listed.withLock { $0 } }
    set { listed.withLock { $0 = newValue } }
  }

  /// How many calls each server has seen, without those that ask for its health.
  func counts() async -> [Int] {
    await servers[0].onLoop { [servers] _ in
      servers.map { server in
        server.streams.filter { $0.fields[":path"] != "/grpc.health.v1.Health/Watch" }.count
      }
    }
  }

  /// Runs `body` with a channel that spreads its calls over `count` servers, which answer with
  /// their number. Calls to their health services are left to `health`.
  static func run(
    _ count: Int, limits: TransportLimits = TransportLimits(),
    client configuration: ChannelConfiguration = ChannelConfiguration(),
    health: @escaping @Sendable (_ server: Int, ScriptedStream, ScriptedServer.Event) -> Void = {
      _, stream, event in
      if case .end = event { stream.refuse(.unimplemented) }
    },
    body: @Sendable (Channel, ScriptedCluster) async throws -> Void
  ) async throws {
    let loop = try EventLoop.start(name: "scripted")
    let servers = (0..<count).map { number in
      ScriptedServer(loop: loop, limits: patient(limits)) { stream, event in
        if stream.fields[":path"] == "/grpc.health.v1.Health/Watch" {
          health(number, stream, event)
        } else if case .end = event, stream.fields[":path"] != "/lintas.test.Probe/Hang" {
          stream.open()
          stream.send(note("\(number)"))
          stream.finish()
        }
      }
    }
    let cluster = ScriptedCluster(servers)
    var configuration = configuration
    configuration.transport = patient(configuration.transport)
    configuration.service.loadBalancing = .roundRobin
    let route = Route(
      resolve: { _ async throws(TransportError) in
        cluster.lookups.count()
        let numbers = cluster.addresses
        if numbers.isEmpty { throw .resolution(host: "cluster", reason: "no address") }
        return numbers.map { .memory($0) }
      },
      dial: { loop, endpoints, limits, link in
        guard case .memory(let number)? = endpoints.first else { return }
        cluster.servers[number].connect(loop, link, limits)
      })
    let channel = try Channel(
      loop: loop, origin: Origin(scheme: "http", authority: "memory"),
      configuration: configuration, route: route)
    defer {
      channel.close()
      loop.stop()
      loop.join()
    }
    try await body(channel, cluster)
  }
}
