public import LintasTransport

extension GRPCServer {
  /// Runs a server for as long as `body` takes, with a channel to it that stays in memory: the
  /// shortest way to test a service or its client without a socket.
  ///
  /// ```swift
  /// var router = Router(door: OpenDoor())
  /// router.register(GreeterDesk())
  /// try await GRPCServer.withChannel(to: router) { channel in
  ///   let answer = try await GreeterClient(channel: channel).greet(.with { $0.name = "Wayan" })
  ///   #expect(answer.greeting == "Tabik pun, Wayan!")
  /// }
  /// ```
  ///
  /// See `GRPCServer.channel` for what such a channel is. Calls that still run at the end are
  /// broken off: a test that is over waits for nobody.
  ///
  /// - Parameters:
  ///   - router: the methods, the door and the interceptors.
  ///   - configuration: threads and limits; by default one loop, and a worker thread if a method
  ///     wants one.
  ///   - client: limits and pauses of the channel.
  ///   - identity: what the server is told of the client's TLS.
  ///   - body: makes calls.
  /// - Throws: what `body` throws, or `TransportError` if a thread cannot be started.
  public static func withChannel<Caller, Result: Sendable>(
    to router: Router<Caller>, configuration: ServerConfiguration? = nil,
    client: ChannelConfiguration = ChannelConfiguration(), identity: TLSIdentity? = nil,
    _ body: @Sendable (Channel) async throws -> Result
  ) async throws -> Result {
    var threads = configuration ?? ServerConfiguration()
    if configuration == nil, router.methods.contains(where: { $0.policy.execution == .pool }) {
      threads.workers = 1
    }
    return try await run(router: router, configuration: threads, grace: .zero) { server in
      let channel = try server.channel(configuration: client, identity: identity)
      defer { channel.close() }
      return try await body(channel)
    }
  }
}
