internal import LintasTransport

/// One address among which calls are spread: its subchannel, and what its server says of itself.
// Safety: confined to the loop of `core`; other threads only pass references around.
final class RoundRobinMember: LoopTimer, @unchecked Sendable {
  /// The address.
  let endpoint: Endpoint
  /// The way to it.
  let subchannel: Subchannel
  /// Told when the server says something else of itself.
  var healthChanged: () -> Void = {}

  private unowned let core: ChannelCore
  private let service: String?
  private var health: HealthWatch?
  private var timer: TimerID?
  private var isClosed = false

  /// A member that is not connected yet.
  init(_ core: ChannelCore, route: Route, endpoint: Endpoint, checking service: String?) {
    self.core = core
    self.endpoint = endpoint
    self.service = service
    subchannel = Subchannel(core) { link in
      await route.dial(core.loop, [endpoint], core.transportLimits, link)
    }
  }

  /// The connection, if calls may be sent on it.
  var usable: HTTP2Connection? {
    if let health, health.state != .serving { return nil }
    return subchannel.connection
  }

  /// Whether calls should not wait for this server: it could not be reached, and was not since, or
  /// it says that it does not serve.
  var hasFailed: Bool {
    if subchannel.connection == nil { return subchannel.failures > 0 }
    return health?.state == .notServing
  }

  /// Why, if it has.
  var failure: (any Error)? {
    guard hasFailed else { return nil }
    return health?.failure ?? subchannel.failure
  }

  /// Makes a connection if there is none, now or after the pause.
  func connect() {
    guard !isClosed else { return }
    if case .pause(let end) = subchannel.demand(waits: true), timer == nil {
      timer = core.loop.schedule(at: end, self)
    }
  }

  func timerFired(_ id: TimerID) {
    timer = nil
    connect()
  }

  /// The subchannel has a connection, or has it no longer.
  func changed() {
    guard let service, let connection = subchannel.connection else {
      health?.stop()
      health = nil
      return
    }
    guard health == nil else { return }
    let watch = HealthWatch(core, service: service, on: connection) { [weak self] in
      self?.healthChanged()
    }
    health = watch
    watch.start()
  }

  /// Ends the connection when its calls have ended.
  func close() {
    isClosed = true
    health?.stop()
    health = nil
    if let timer { core.loop.cancel(timer) }
    timer = nil
    subchannel.close()
  }
}
