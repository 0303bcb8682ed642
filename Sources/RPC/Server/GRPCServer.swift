public import LintasTransport
internal import Synchronization

/// A gRPC server: event loops, the methods of a router, and the ways in to them.
///
/// The server starts its loops when it is made. It is used through `listen` (TLS over TCP or a Unix
/// socket) and
/// `channel` (in this process, in memory), both as often as wanted. `shutdown` ends it in good
/// order; to forget it leaves the threads running, so prefer `run`, which cannot forget.
public final class GRPCServer: Sendable {
  let loops: [ServerLoop]
  private let tenancies: [LoopTenancy]
  private let workers: WorkerPool?
  private let watchdog: LoopWatchdog?
  private let listed: ListedServer
  /// The limits of connections, with the window that a stream opens with.
  let transport: TransportLimits
  private let state = Mutex(State())

  private struct State {
    /// The end of the server, once it has begun; what it tells, it tells all who ask for it.
    var end: Task<Bool, Never>?
    var nextLoop = 0
    var listeners: [Listener] = []
  }

  /// Starts the loops of a server.
  ///
  /// - Parameters:
  ///   - router: the methods, the door, and what becomes of errors.
  ///   - configuration: how many threads, and the limits.
  /// - Throws: if a thread cannot be started.
  public init<Caller>(
    router: Router<Caller>, configuration: ServerConfiguration = ServerConfiguration()
  ) throws(TransportError) {
    precondition(configuration.loops > 0, "a server needs a loop")
    if let contradiction = configuration.contradiction { preconditionFailure(contradiction) }
    let workers = try configuration.startWorkers()
    let blueprint = ServerBlueprint(
      router: router, configuration: configuration, workers: workers)
    var loops: [ServerLoop] = []
    var watchdog: LoopWatchdog?
    do throws(TransportError) {
      for number in 0..<configuration.loops {
        let loop = try EventLoop.start(name: "lintas-loop-\(number)")
        loops.append(ServerLoop(loop: loop, blueprint: blueprint))
      }
      watchdog = try configuration.startWatchdog(loops)
    } catch {
      for home in loops { home.loop.stop() }
      for home in loops { home.loop.join() }
      workers?.stop()
      throw error
    }
    self.loops = loops
    tenancies = loops.map { LoopTenancy($0.loop) }
    self.workers = workers
    self.watchdog = watchdog
    var transport = configuration.transport
    transport.streamWindow = Int32(clamping: blueprint.plan.firstWindow)
    self.transport = transport
    listed = ListedServer(loops: loops)
    ProcessDirectory.shared.enter(listed)
  }

  deinit {
    ProcessDirectory.shared.leave(listed)
  }

  /// Runs a server for as long as `body` takes, and shuts it down.
  ///
  /// - Parameters:
  ///   - router: the methods.
  ///   - configuration: threads and limits.
  ///   - grace: how long calls that run may take at the end.
  ///   - body: uses the server.
  public static func run<Caller, Result: Sendable>(
    router: Router<Caller>, configuration: ServerConfiguration = ServerConfiguration(),
    grace: Duration = .seconds(10), _ body: @Sendable (GRPCServer) async throws -> Result
  ) async throws -> Result {
    let server = try GRPCServer(router: router, configuration: configuration)
    do {
      let result = try await body(server)
      await server.shutdown(grace: grace)
      return result
    } catch {
      await server.shutdown(grace: grace)
      throw error
    }
  }

  /// Opens a way in: TLS over TCP on one address, or over a Unix socket.
  ///
  /// - Parameters:
  ///   - address: where to listen; port 0 lets the system choose one. The file of a Unix socket is
  ///     made, taken over from a server that has died, and removed at the end.
  ///   - tls: certificates, whether clients are asked for theirs, and whose are valid; each way in
  ///     has its own. What a client proves is in `CallContext.identity`.
  ///   - socketMode: who may connect to a Unix socket, as for `chmod`.
  ///   - log: told of each connection that does not end in good order.
  /// - Returns: the address, with the port that was chosen.
  /// - Throws: if the address cannot be had.
  @discardableResult
  public func listen(
    on address: SocketAddress, tls: TLSContext, socketMode: UInt32 = 0o600,
    log: TransportLog? = nil
  ) throws(TransportError) -> SocketAddress {
    let homes = loops
    var place = ListenerConfiguration(address: address, tls: tls, limits: transport, log: log)
    place.socketMode = socketMode
    let listener = try Listener.start(place, loops: homes.map(\.loop)) { connection in
      let home = homes.first { $0.loop === connection.loop }
      let arrival = ServerConnection(home: home ?? homes[0])
      arrival.arrives()
      return arrival
    }
    let isLate = state.withLock { state in
      if state.end == nil { state.listeners.append(listener) }
      return state.end != nil
    }
    if isLate {
      listener.stop()
      throw .closed
    }
    listed.listens(on: listener.address)
    return listener.address
  }

  /// Uses other certificates, or another trust, for connections that are accepted from now on.
  /// Those that are open go on with theirs. To make the context first means that one that cannot
  /// be used changes nothing. Give it the `TLSTicketKeys` of the old one, so that clients whose
  /// certificates still hold may resume their sessions.
  ///
  /// - Parameters:
  ///   - tls: a server's context.
  ///   - address: the way in, as `listen` returned it; all of them if none is named.
  /// - Returns: how many ways in use it.
  @discardableResult
  public func replaceTLS(_ tls: TLSContext, on address: SocketAddress? = nil) -> Int {
    let listeners = state.withLock { state in
      state.listeners.filter { address == nil || $0.address == address }
    }
    for listener in listeners { listener.replaceTLS(tls) }
    return listeners.count
  }

  /// A channel to this server that stays in memory: two HTTP/2 sessions joined by buffers, without
  /// sockets and TLS. For tests, and for programs that are client and server in one.
  ///
  /// Everything above the socket is as on a real line: framing, flow control, deadlines, metadata,
  /// compression, interceptors, retries. Each channel runs on one of the server's loops, in turn.
  /// It may outlive the server: its calls then end with UNAVAILABLE.
  ///
  /// - Parameters:
  ///   - configuration: limits and pauses.
  ///   - identity: what the server is told of the client's TLS, such as a certificate; `nil` for
  ///     nothing, as without TLS.
  /// - Throws: `.closed` once the server is shut down.
  public func channel(
    configuration: ChannelConfiguration = ChannelConfiguration(), identity: TLSIdentity? = nil
  ) throws(TransportError) -> Channel {
    let (home, tenancy) = nextLoop()
    guard let stay = tenancy.begin() else { throw .closed }
    let serverLimits = transport
    let origin = Origin(scheme: "http", authority: configuration.authority ?? "memory")
    let route = Route(resolve: { _ in [.memory(0)] }) { loop, _, limits, link in
      // The route goes with its channel, and what it holds with it.
      withExtendedLifetime(stay) {}
      do throws(TransportError) {
        if home.isEnding { throw .closed }
        _ = try MemoryLink.pair(
          on: loop, serverLimits: serverLimits, clientLimits: limits,
          server: ServerConnection(home: home, identity: identity), client: link)
      } catch {
        link.failed(error)
      }
    }
    return try Channel(
      loop: home.loop, origin: origin, configuration: configuration, route: route)
  }

  /// Ends the server: no new connections, GOAWAY on those there are, calls that run may finish, and
  /// what is left after the grace is broken off, its handlers cancelled. More than once does no
  /// harm: the first does the work, by its grace, and the others wait for it.
  ///
  /// It returns within a few seconds of the grace, whatever handlers do: one that does not notice
  /// its cancellation, or that holds its loop up, is left behind.
  ///
  /// - Parameter grace: how long calls that run may take.
  /// - Returns: whether every handler has ended. If not, the threads are left to it.
  @discardableResult
  public func shutdown(grace: Duration) async -> Bool {
    let end = state.withLock { state in
      if let end = state.end { return end }
      let listeners = state.listeners
      let end = Task { await self.end(listeners, grace: grace) }
      state.end = end
      return end
    }
    return await end.value
  }

  private func end(_ listeners: [Listener], grace: Duration) async -> Bool {
    ProcessDirectory.shared.leave(listed)
    for listener in listeners { listener.stop() }
    let isEmpty = await endLoops(grace: grace)
    watchdog?.stop()
    guard isEmpty else { return false }
    // A loop that a channel in memory still needs ends with that channel.
    let vacant = zip(loops, tenancies).filter { $1.end() }.map(\.0.loop)
    for loop in vacant { loop.stop() }
    for loop in vacant { loop.join() }
    workers?.stop()
    return true
  }

  /// Drains all loops.
  ///
  /// - Returns: whether nothing is left on any of them.
  private func endLoops(grace: Duration) async -> Bool {
    let latch = ShutdownLatch(loops.count)
    for home in loops {
      Task { latch.loopEnded(isEmpty: await home.end(grace: grace)) }
    }
    let timer = Task {
      // Whoever says for ever gets a century: the language's clock traps on more than it can count.
      let time = min(grace, .seconds(100 * 365 * 24 * 60 * 60))
      try await Task.sleep(for: time + ServerLoop.noticeTime + .seconds(1))
      latch.expire()
    }
    defer { timer.cancel() }
    return await latch.wait()
  }

  private func nextLoop() -> (ServerLoop, LoopTenancy) {
    let index = state.withLock { state in
      defer { state.nextLoop = (state.nextLoop + 1) % loops.count }
      return state.nextLoop
    }
    return (loops[index], tenancies[index])
  }
}
