internal import LintasTransport

/// What a subchannel tells channelz. On the loop.
extension Subchannel {
  /// What the subchannel is and does now. Its calls are the streams of its connections, so that no
  /// call pays for counting them twice.
  func report() -> ChannelReport {
    var calls = ended
    for connection in living { calls.add(Self.calls(of: connection)) }
    return ChannelReport(
      number: number, target: address, connectivity: connectivity, created: created, calls: calls,
      connections: living.map(\.number).sorted())
  }

  /// The streams of a connection as calls.
  static func calls(of connection: HTTP2Connection) -> CallCounters {
    let counters = connection.counters
    var calls = CallCounters()
    calls.started = connection.streamsOpened
    calls.succeeded = counters.streamsSucceeded
    calls.failed = counters.streamsFailed
    calls.lastStarted = counters.lastStream
    return calls
  }

  private var address: String {
    living.last?.peerAddress?.description ?? core.origin.authority
  }
}
