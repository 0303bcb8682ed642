/// What is counted, and told to those who ask.
extension HTTP2Connection {
  /// What the connection is and does now.
  ///
  /// - Parameter isSummary: whether the options of its socket are left out, which the system has to
  ///   be asked for.
  public func report(isSummary: Bool) -> ConnectionReport {
    ConnectionReport(
      number: number, role: role, peer: peerAddress, tls: tls, counters: counters,
      streamsOpened: streamsOpened, localWindow: session.localWindow,
      remoteWindow: session.remoteWindow, peerConcurrentStreams: peerConcurrentStreams,
      goAwayCode: goAwayCode, socket: wire?.socketReport(isSummary: isSummary))
  }

  /// Messages were handed over to be sent.
  public func countMessagesSent(_ count: Int = 1) {
    counters.messagesSent &+= UInt64(truncatingIfNeeded: count)
    counters.lastMessageSent = loop.now
  }

  /// Messages came.
  public func countMessagesReceived(_ count: Int = 1) {
    counters.messagesReceived &+= UInt64(truncatingIfNeeded: count)
    counters.lastMessageReceived = loop.now
  }
}
