public import LintasTransport

/// How a channel reaches its server and what it puts up with.
public struct ChannelConfiguration: Sendable {
  /// What goes into `:authority`; by default the host and port that are dialled.
  public var authority: String?
  /// The most bytes that a response message may have, and the other limits of calls.
  public var limits = RPCLimits()
  /// The limits of connections.
  public var transport = TransportLimits()
  /// The pauses between attempts to connect.
  public var backoff = Backoff()

  /// The defaults.
  public init() {}
}
