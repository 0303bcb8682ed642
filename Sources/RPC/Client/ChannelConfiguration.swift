public import LintasTransport

/// How a channel reaches its server and what it puts up with.
public struct ChannelConfiguration: Sendable {
  /// What goes into `:authority`; by default the host and port that are dialled.
  public var authority: String?
  /// The most bytes that a response message may have, and the other limits of calls.
  public var limits = RPCLimits()
  /// The limits of connections.
  public var transport = TransportLimits()
  /// Bytes of a streamed request that are kept so that it can be sent again. A call whose request
  /// is longer is not sent again once that much was written.
  public var replayedBytesPerCall = 256 << 10
  /// The same, of all calls together.
  public var replayedBytesPerChannel = 16 << 20
  /// The pauses between attempts to connect.
  public var backoff = Backoff()

  /// How the messages of requests are compressed, unless a call says otherwise. Secrets should not
  /// be compressed beside what others can choose.
  public var compression = Compression.identity
  /// How a server that is gone without a word is noticed; `nil` for not at all, apart from a
  /// minute of data that it does not acknowledge.
  public var keepalive: Keepalive?
  /// How long a channel that spreads its calls trusts the addresses of its server, once they were
  /// looked up, before it looks them up again when a connection is lost.
  public var lookupInterval = Duration.seconds(30)
  /// What the channel does on its own with calls: deadlines, retries, hedging, and how it spreads
  /// them over servers.
  public var service = ServiceConfig()

  /// The defaults.
  public init() {}
}
