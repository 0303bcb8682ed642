public import LintasTransport

/// What a caller may say about one call.
public struct CallOptions: Sendable {
  /// How long the call may take, from now to its status. It is sent to the server and enforced on
  /// this side as well; `nil` leaves it to the server.
  public var timeout: Duration?
  /// When the call has to be over, at the latest: a moment of this machine's clock, such as the
  /// deadline of the call that this one serves. The earlier of the two counts.
  public var deadline: MonotonicTime?
  /// Fields to send beside the request.
  public var metadata: Metadata
  /// Whether to wait while the server cannot be reached, until the deadline. Otherwise the call
  /// fails as soon as a connection cannot be made.
  public var waitsForReady: Bool

  /// How often a unary call is sent again if it ends with UNAVAILABLE, within its deadline. Only
  /// for calls that do no harm when they are made twice: reads, and changes with an idempotency
  /// key.
  public var retries: Int

  /// Options; the defaults are no deadline, no metadata, no waiting, no retries.
  public init(
    timeout: Duration? = nil, metadata: Metadata = Metadata(), waitsForReady: Bool = false,
    retries: Int = 0
  ) {
    self.timeout = timeout
    self.metadata = metadata
    self.waitsForReady = waitsForReady
    self.retries = retries
  }
}
