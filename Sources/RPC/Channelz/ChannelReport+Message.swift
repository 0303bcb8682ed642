internal import LintasProtobuf
internal import LintasStandard
internal import LintasTransport

extension ChannelReport {
  /// The report of a channel as channelz sends it.
  var channel: ChannelzChannel {
    .with { channel in
      channel.ref.channelID = Int64(clamping: number)
      channel.ref.name = target
      channel.data = data
      for number in subchannels {
        channel.subchannelRef.append { $0.subchannelID = Int64(clamping: number) }
      }
    }
  }

  /// The report of a subchannel as channelz sends it.
  var subchannel: ChannelzSubchannel {
    .with { subchannel in
      subchannel.ref.subchannelID = Int64(clamping: number)
      subchannel.ref.name = target
      subchannel.data = data
      for number in connections {
        subchannel.socketRef.append { $0.socketID = Int64(clamping: number) }
      }
    }
  }

  private var data: ChannelzChannelData {
    .with { data in
      data.state.state = state
      data.target = target
      data.trace.creationTimestamp = .of(created)
      data.callsStarted = Int64(clamping: calls.started)
      data.callsSucceeded = Int64(clamping: calls.succeeded)
      data.callsFailed = Int64(clamping: calls.failed)
      if calls.started > 0 { data.lastCallStartedTimestamp = .of(calls.lastStarted) }
    }
  }

  private var state: ChannelzChannelConnectivityState.State {
    switch connectivity {
    case .idle: .idle
    case .connecting: .connecting
    case .ready: .ready
    case .transientFailure: .transientFailure
    case .shutdown: .shutdown
    }
  }
}
