internal import LintasProtobuf
internal import LintasStandard
internal import LintasTransport

extension TCPReport {
  /// The numbers as an option of the socket.
  var message: ChannelzSocketOption {
    .with {
      $0.name = "TCP_INFO"
      $0.additional.typeURL =
        "type.googleapis.com/" + ChannelzSocketOptionTcpInfo.messageName
      $0.additional.value = information.encoded()
    }
  }

  /// The numbers in the order of the structure, which is also that of the message.
  private var information: ChannelzSocketOptionTcpInfo {
    let places: [WritableKeyPath<ChannelzSocketOptionTcpInfo, UInt32>] = [
      \.tcpiState, \.tcpiCaState, \.tcpiRetransmits, \.tcpiProbes, \.tcpiBackoff, \.tcpiOptions,
      \.tcpiSndWscale, \.tcpiRcvWscale, \.tcpiRto, \.tcpiAto, \.tcpiSndMss, \.tcpiRcvMss,
      \.tcpiUnacked, \.tcpiSacked, \.tcpiLost, \.tcpiRetrans, \.tcpiFackets, \.tcpiLastDataSent,
      \.tcpiLastAckSent, \.tcpiLastDataRecv, \.tcpiLastAckRecv, \.tcpiPmtu, \.tcpiRcvSsthresh,
      \.tcpiRtt, \.tcpiRttvar, \.tcpiSndSsthresh, \.tcpiSndCwnd, \.tcpiAdvmss, \.tcpiReordering,
    ]
    return .with { result in
      for (place, value) in zip(places, small + words) { result[keyPath: place] = value }
    }
  }
}
