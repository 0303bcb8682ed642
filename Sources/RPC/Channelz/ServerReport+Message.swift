internal import LintasProtobuf
internal import LintasStandard
internal import LintasTransport

extension ServerReport {
  /// The report as channelz sends it.
  var message: ChannelzServer {
    .with { server in
      server.ref.serverID = Int64(clamping: number)
      server.data.trace.creationTimestamp = .of(created)
      server.data.callsStarted = Int64(clamping: calls.started)
      server.data.callsSucceeded = Int64(clamping: calls.succeeded)
      server.data.callsFailed = Int64(clamping: calls.failed)
      if calls.started > 0 { server.data.lastCallStartedTimestamp = .of(calls.lastStarted) }
      for listener in listeners {
        server.listenSocket.append {
          $0.socketID = Int64(clamping: listener.number)
          $0.name = listener.address.description
        }
      }
    }
  }
}

extension GoogleTimestamp {
  /// A point on the monotonic clock.
  static func of(_ time: MonotonicTime) -> GoogleTimestamp {
    let (seconds, nanoseconds) = time.sinceEpoch
    return .with {
      $0.seconds = seconds
      $0.nanos = nanoseconds
    }
  }
}
