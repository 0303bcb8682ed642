internal import LintasTransport

/// A way to one server, or to the first of some addresses that answers: at most one connection, and
/// the pauses between attempts to have one. `SubchannelState` decides; this carries it out.
// Safety: confined to the loop of `core`; other threads only pass references around.
final class Subchannel: @unchecked Sendable {
  /// Makes a connection and tells the link what came of it. Run on the loop.
  typealias Dial = @Sendable (SubchannelLink) async -> Void

  /// Held strongly: the core lets go of its balancer when it is closed, while connections that end
  /// in good order still report here.
  let core: ChannelCore
  private let dial: Dial
  private var state = SubchannelState()
  private var link: SubchannelLink?
  private var dialing: Task<Void, Never>?
  private var dialedAt = MonotonicTime(nanoseconds: 0)

  /// The number in this process.
  let number = ConnectionNumber.next()
  /// When it was made.
  let created = MonotonicTime.now
  /// Its connections until they are gone, also those that take no calls any more.
  private(set) var living: [HTTP2Connection] = []
  /// The calls of connections that are gone.
  private(set) var ended = CallCounters()

  /// Told of all changes.
  weak var owner: (any SubchannelOwner)?
  /// The connection, while it takes calls.
  private(set) var connection: HTTP2Connection?
  /// Why there is none, or why the last one ended.
  private(set) var failure: (any Error)?

  /// A subchannel that has not been used yet.
  init(_ core: ChannelCore, dial: @escaping Dial) {
    self.core = core
    self.dial = dial
  }

  /// Attempts that failed in a row.
  var failures: Int { state.failures }

  /// The state as channelz names it.
  var connectivity: ChannelReport.Connectivity { state.connectivity }

  /// When the next attempt may be made.
  var pauseEnd: MonotonicTime { state.notBefore }

  /// Whether an attempt is under way.
  var isConnecting: Bool { link != nil && connection == nil }

  /// A call needs a connection: starts an attempt if it is time.
  func demand(waits: Bool) -> SubchannelState.Demand {
    let demand = state.demand(at: MonotonicTime.now, waits: waits)
    if demand == .connect { connect() }
    return demand
  }

  private func connect() {
    let link = SubchannelLink(self)
    let dial = dial
    self.link = link
    dialedAt = .now
    dialing = core.loop.spawn { await dial(link) }
  }

  /// The connection takes no more calls from here.
  ///
  /// - Parameter draining: whether this side asks it to end.
  func leave(draining: Bool) {
    guard let connection else { return }
    state.left()
    self.connection = nil
    link = nil
    if draining { connection.drain() }
    owner?.subchannelChanged(self)
  }

  /// Nothing new starts; the connection ends when its calls have ended.
  func close() {
    state.close()
    dialing?.cancel()
    connection?.drain()
    connection = nil
    link = nil
  }

  // MARK: What links report

  /// A connection is there.
  func linkReady(_ link: SubchannelLink, _ connection: HTTP2Connection) {
    living.append(connection)
    guard link === self.link else {
      connection.drain()
      return
    }
    state.connected()
    self.connection = connection
    failure = nil
    owner?.subchannelChanged(self)
  }

  /// The server asked to leave the connection. Its calls go on; new ones get another.
  func linkDraining(_ link: SubchannelLink, _ connection: HTTP2Connection) {
    if connection.isTiredOfPings { core.askLessOften() }
    guard link === self.link, self.connection != nil else { return }
    leave(draining: false)
  }

  /// There is room for another call.
  func linkHasRoom(_ link: SubchannelLink) {
    guard link === self.link else { return }
    owner?.subchannelHasRoom(self)
  }

  /// A connection is gone, whether it still took calls or not.
  func connectionEnded(_ connection: HTTP2Connection) {
    guard let index = living.firstIndex(where: { $0 === connection }) else { return }
    living.remove(at: index)
    ended.add(Self.calls(of: connection))
  }

  /// There is no connection, or no longer.
  func linkEnded(_ link: SubchannelLink, _ error: any Error) {
    guard link === self.link else { return }
    failure = error
    if connection != nil {
      leave(draining: false)
      return
    }
    self.link = nil
    // Counted from the start of the attempt: one that took long was pause enough.
    let start = dialedAt
    state.failed { failures in
      start + core.configuration.backoff.pause(after: failures, using: &core.random)
    }
    owner?.subchannelChanged(self)
  }
}
