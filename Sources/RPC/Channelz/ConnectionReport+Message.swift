internal import LintasProtobuf
internal import LintasStandard
internal import LintasTransport

extension ConnectionReport {
  /// The report as channelz sends it.
  var message: ChannelzSocket {
    .with { result in
      result.ref.socketID = Int64(clamping: number)
      result.ref.name = peer?.description ?? "memory"
      result.data = data
      result.local = .of(socket?.local)
      result.remote = .of(peer)
      if let tls {
        result.security.tls.standardName = socket?.cipher ?? tls.cipher
        result.security.tls.localCertificate = socket?.certificate ?? []
        result.security.tls.remoteCertificate = tls.peerCertificate ?? []
        result.remoteName = tls.peerURI ?? ""
      }
    }
  }

  private var data: ChannelzSocketData {
    .with { data in
      data.streamsStarted = Int64(clamping: streamsOpened)
      data.streamsSucceeded = Int64(clamping: counters.streamsSucceeded)
      data.streamsFailed = Int64(clamping: counters.streamsFailed)
      data.messagesSent = Int64(clamping: counters.messagesSent)
      data.messagesReceived = Int64(clamping: counters.messagesReceived)
      data.keepAlivesSent = Int64(clamping: counters.keepalivesSent)
      addTimes(to: &data)
      data.localFlowControlWindow = .with { $0.value = Int64(localWindow) }
      data.remoteFlowControlWindow = .with { $0.value = Int64(remoteWindow) }
      if let goAwayCode { data.receivedGoawayError = .with { $0.value = goAwayCode } }
      data.peerMaxConcurrentStreams = UInt32(clamping: peerConcurrentStreams)
      for option in socket?.options ?? [] {
        data.option.append {
          $0.name = option.name
          $0.value = String(option.value)
        }
      }
      if let tcp = socket?.tcp { data.option.append(tcp.message) }
    }
  }

  private func addTimes(to data: inout ChannelzSocketData) {
    if streamsOpened > 0 {
      switch role {
      case .client: data.lastLocalStreamCreatedTimestamp = .of(counters.lastStream)
      case .server: data.lastRemoteStreamCreatedTimestamp = .of(counters.lastStream)
      }
    }
    if counters.messagesSent > 0 { data.lastMessageSentTimestamp = .of(counters.lastMessageSent) }
    if counters.messagesReceived > 0 {
      data.lastMessageReceivedTimestamp = .of(counters.lastMessageReceived)
    }
  }
}

extension ChannelzAddress {
  /// An address; one in memory has no form of its own.
  static func of(_ address: SocketAddress?) -> ChannelzAddress {
    .with { result in
      switch address?.family {
      case .v4, .v6:
        result.tcpipAddress.ipAddress = address?.bytes ?? []
        result.tcpipAddress.port = Int32(address?.port ?? 0)
      case .unix: result.udsAddress.filename = address?.path ?? ""
      case nil: result.otherAddress.name = "memory"
      }
    }
  }
}
