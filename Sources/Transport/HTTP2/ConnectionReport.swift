/// What a connection is and does at a moment, for channelz. Made when somebody asks.
public struct ConnectionReport: Sendable {
  /// The number of the connection in this process.
  public var number: UInt64
  /// Which side this process is.
  public var role: HTTP2Role
  /// The other side; nil in memory.
  public var peer: SocketAddress?
  /// What TLS knows of the peer; nil in memory.
  public var tls: TLSIdentity?
  /// What was counted.
  public var counters: ConnectionCounters
  /// Streams opened so far, by either side.
  public var streamsOpened: UInt64
  /// Bytes that the peer may send on the connection now.
  public var localWindow: Int
  /// Bytes that this side may send on the connection now.
  public var remoteWindow: Int
  /// Streams that the peer lets this side have open at a time.
  public var peerConcurrentStreams: Int
  /// The code of the GOAWAY that the peer sent; nil if it sent none.
  public var goAwayCode: UInt32?
  /// The socket below; nil in memory.
  public var socket: SocketReport?
}
