internal import LintasTransport

/// A connection to each of the server's addresses, and calls in turn over those that are there and
/// say that they serve (gRFC A17).
///
/// The addresses are looked up when the first call comes, and again when a connection is lost or
/// cannot be had, though not all the time. Connections are made to all at once and kept; one that
/// is lost is made again at once, one that cannot be had after pauses that grow.
// Safety: confined to the loop of `core`; other threads only pass references around.
final class RoundRobin: Balancer, SubchannelOwner, @unchecked Sendable {
  private unowned let core: ChannelCore
  private let route: Route
  private let service: String?

  private var members: [RoundRobinMember] = []
  private var next = 0
  private var lookup = SubchannelState()
  private var lookupFailure: (any Error)?
  private var looking: Task<Void, Never>?
  private var lookedAt = MonotonicTime(nanoseconds: 0)
  private var isAskingAgain = false
  private(set) var failures = 0

  /// A balancer without addresses.
  ///
  /// - Parameter service: whose health to ask each server for; `nil` to ask nothing.
  init(_ core: ChannelCore, route: Route, checking service: String?) {
    self.core = core
    self.route = route
    self.service = service
  }

  // MARK: Calls

  func pick(waits: Bool) -> Pick {
    if case .some(let pick) = lookUp(waits: waits) { return pick }
    var isAnyFull = false
    for offset in 0..<members.count {
      let index = (next + offset) % members.count
      guard let connection = members[index].usable else { continue }
      if connection.nearsExhaustion {
        members[index].subchannel.leave(draining: true)
      } else if connection.canOpenStream {
        next = (index + 1) % members.count
        return .use(connection)
      } else {
        isAnyFull = true
      }
    }
    if isAnyFull || members.contains(where: { !$0.hasFailed }) || waits { return .wait }
    return .refuse
  }

  var hasRoom: Bool { members.contains { $0.usable?.canOpenStream ?? false } }

  var failure: (any Error)? {
    let errors = members.compactMap(\.failure)
    if errors.isEmpty { return lookupFailure }
    let addresses = errors.flatMap { error -> [AddressError] in
      if case .unreachable(let errors)? = error as? TransportError { return errors }
      return (error as? AddressError).map { [$0] } ?? []
    }
    return addresses.count < errors.count ? errors.first : TransportError.unreachable(addresses)
  }

  var connections: [HTTP2Connection] { members.compactMap(\.usable) }

  var subchannels: [Subchannel] { members.map(\.subchannel) }

  func close() {
    lookup.close()
    looking?.cancel()
    for member in members { member.close() }
    members = []
  }

  // MARK: Addresses

  /// Looks the addresses up if they are not known.
  ///
  /// - Returns: what a call has to do in the meantime; `nil` if they are known.
  private func lookUp(waits: Bool) -> Pick? {
    switch lookup.demand(at: MonotonicTime.now, waits: waits) {
    case .use: return nil
    case .connect:
      look()
      return .wait
    case .wait: return .wait
    case .pause(let end): return .pause(until: end)
    case .refuse, .closed: return .refuse
    }
  }

  private func look() {
    let route = route
    let loop = core.loop
    lookedAt = .now
    looking = loop.spawn { [weak self] in
      do throws(TransportError) {
        let endpoints = try await route.resolve(loop)
        self?.found(endpoints)
      } catch {
        self?.notFound(error)
      }
    }
  }

  private func found(_ endpoints: [Endpoint]) {
    isAskingAgain = false
    lookupFailure = nil
    if !lookup.isReady { lookup.connected() }
    var seen: Set<Endpoint> = []
    let wanted = endpoints.filter { seen.insert($0).inserted }
    for member in members where !seen.contains(member.endpoint) { member.close() }
    members = wanted.map { endpoint in
      members.first { $0.endpoint == endpoint } ?? member(endpoint)
    }
    next = members.isEmpty ? 0 : next % members.count
    for member in members { member.connect() }
    core.callAll()
  }

  private func notFound(_ error: TransportError) {
    isAskingAgain = false
    lookupFailure = error
    guard !lookup.isReady else { return }
    failures += 1
    let start = lookedAt
    lookup.failed { count in
      start + core.configuration.backoff.pause(after: count, using: &core.random)
    }
    core.callAll()
  }

  /// The addresses may have changed: looks them up again, unless that was done a moment ago.
  private func lookAgain() {
    guard lookup.isReady, !isAskingAgain else { return }
    guard lookedAt + core.configuration.lookupInterval <= MonotonicTime.now else { return }
    isAskingAgain = true
    look()
  }

  private func member(_ endpoint: Endpoint) -> RoundRobinMember {
    let member = RoundRobinMember(core, route: route, endpoint: endpoint, checking: service)
    member.subchannel.owner = self
    member.healthChanged = { [weak self] in self?.changed() }
    return member
  }

  // MARK: What subchannels report

  func subchannelChanged(_ subchannel: Subchannel) {
    guard let member = members.first(where: { $0.subchannel === subchannel }) else { return }
    member.changed()
    if subchannel.connection == nil {
      lookAgain()
      member.connect()
    }
    changed()
  }

  func subchannelHasRoom(_ subchannel: Subchannel) {
    core.callNext()
  }

  private func changed() {
    if members.allSatisfy(\.hasFailed) {
      failures += 1
      core.callAll()
    } else {
      failures = 0
      core.callNext()
    }
  }
}
