internal import LintasTransport

/// One connection, to the first of the server's addresses that answers. It is made when a call
/// needs it, and made anew when one needs it again.
final class PickFirst: Balancer, SubchannelOwner {
  private unowned let core: ChannelCore
  private let subchannel: Subchannel

  /// A balancer without a connection.
  init(_ core: ChannelCore, route: Route) {
    self.core = core
    subchannel = Subchannel(core) { link in
      let endpoints: [Endpoint]
      do throws(TransportError) {
        endpoints = try await route.resolve(core.loop)
      } catch {
        link.failed(error)
        return
      }
      await route.dial(core.loop, endpoints, core.transportLimits, link)
    }
    subchannel.owner = self
  }

  func pick(waits: Bool) -> Pick {
    if let connection = subchannel.connection {
      if !connection.nearsExhaustion { return connection.canOpenStream ? .use(connection) : .wait }
      // Its stream identifiers run out: calls on it may end, this one and the next get another.
      subchannel.leave(draining: true)
    }
    switch subchannel.demand(waits: waits) {
    case .use, .wait, .connect: return .wait
    case .pause(let end): return .pause(until: end)
    case .refuse, .closed: return .refuse
    }
  }

  var hasRoom: Bool { subchannel.connection?.canOpenStream ?? false }

  var failures: Int { subchannel.failures }

  var failure: (any Error)? { subchannel.failure }

  var connections: [HTTP2Connection] { subchannel.connection.map { [$0] } ?? [] }

  var subchannels: [Subchannel] { [subchannel] }

  func close() {
    subchannel.close()
  }

  func subchannelChanged(_ subchannel: Subchannel) {
    if subchannel.connection == nil { core.callAll() } else { core.callNext() }
  }

  func subchannelHasRoom(_ subchannel: Subchannel) {
    core.callNext()
  }
}
