internal import LintasTransport

/// What a channel tells channelz. On the loop.
extension ChannelCore {
  /// What the channel is and does now.
  func report() -> ChannelReport {
    ChannelReport(
      number: number, target: origin.authority,
      connectivity: connectivity, created: created, calls: calls,
      subchannels: subchannels.map(\.number))
  }

  /// A subchannel; nil if there is none with this number.
  func subchannel(_ number: UInt64) -> Subchannel? {
    subchannels.first { $0.number == number }
  }

  /// A connection; nil if there is none with this number.
  func connection(_ number: UInt64) -> HTTP2Connection? {
    for subchannel in subchannels {
      if let found = subchannel.living.first(where: { $0.number == number }) { return found }
    }
    return nil
  }

  /// The best state that a subchannel is in.
  private var connectivity: ChannelReport.Connectivity {
    if isClosed { return .shutdown }
    let states = subchannels.map(\.connectivity)
    for state in [ChannelReport.Connectivity.ready, .connecting, .idle] where states.contains(state)
    {
      return state
    }
    return states.isEmpty ? .idle : .transientFailure
  }
}
