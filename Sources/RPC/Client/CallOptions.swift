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
  /// fails as soon as a connection cannot be made. `nil` leaves it to the service config, and there
  /// to fail.
  public var waitsForReady: Bool?

  /// How the messages of the request are compressed, where that makes them smaller; `nil` leaves it
  /// to the channel. What the server sends is decompressed in any case.
  public var compression: Compression?

  /// Options; the defaults are no deadline, no metadata, and what the channel says.
  public init(
    timeout: Duration? = nil, metadata: Metadata = Metadata(), waitsForReady: Bool? = nil,
    compression: Compression? = nil
  ) {
    self.timeout = timeout
    self.metadata = metadata
    self.waitsForReady = waitsForReady
    self.compression = compression
  }
}
