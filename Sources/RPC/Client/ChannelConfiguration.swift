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

  /// What the channel does on its own with calls: deadlines, retries, hedging, and how it spreads
  /// them over servers.
  public var service = ServiceConfig()

  /// The defaults.
  public init() {}
}
