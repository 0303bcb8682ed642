internal import LintasTransport

/// One attempt of a subchannel to have a connection, and that connection's life.
// Safety: confined to the channel's loop; other threads only pass references around.
final class SubchannelLink: HTTP2ConnectionHandler, @unchecked Sendable {
  /// Held strongly: a subchannel lets go of its link when it is closed, and its retains stay cheap.
  private let subchannel: Subchannel

  /// An attempt that is about to start.
  init(_ subchannel: Subchannel) {
    self.subchannel = subchannel
  }

  /// There will be no connection.
  func failed(_ error: any Error) {
    subchannel.linkEnded(self, error)
  }

  /// The connection is there.
  func connectionReady(_ connection: HTTP2Connection) {
    subchannel.linkReady(self, connection)
  }

  /// Servers open no streams; one that tries breaks the protocol and is stopped by the transport.
  func accept(_ stream: HTTP2Stream) -> any HTTP2StreamHandler {
    RefusedStream(stream)
  }

  /// The server asked to leave the connection.
  func connectionDraining(
    _ connection: HTTP2Connection, lastStreamID: Int32, code: HTTP2ErrorCode
  ) {
    subchannel.linkDraining(self, connection)
  }

  /// There is room for another call.
  func streamsAvailable(_ connection: HTTP2Connection) {
    subchannel.linkHasRoom(self)
  }

  /// The connection is gone. Its calls were told before.
  func connectionClosed(_ connection: HTTP2Connection, error: TransportError?) {
    subchannel.connectionEnded(connection)
    subchannel.linkEnded(self, connection.cause)
  }
}
