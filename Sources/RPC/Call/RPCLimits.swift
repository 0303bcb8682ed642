/// Every limit of the RPC layer, in one place. Each is configuration; the defaults suit a server
/// that strangers can reach.
public struct RPCLimits: Sendable {
  /// The most bytes that a received message may have, as it came and once it is decompressed.
  public var messageBytes = 4 * 1024 * 1024
  /// Bytes of requests that are not whole yet, or of a stream and not yet taken by its handler, of
  /// all streams of one connection. Its peer gets credit for no more, so that its requests wait for
  /// one another where they are large. The largest message has to fit, and beside it a window of
  /// some size for each stream that a peer may open; see `ServerConfiguration.contradiction`.
  public var bufferedBytesPerConnection = 16 * 1024 * 1024
  /// The same, of all connections of one loop. A half of it, at most, is for what lies within the
  /// windows that streams open with: if thousands of halves of requests fill that, a call that
  /// brings more ends with RESOURCE_EXHAUSTED.
  public var bufferedBytesPerLoop = 256 * 1024 * 1024
  /// The deadline of a unary call that does not ask for one, and the time in which the one request
  /// of a call has to be whole, whatever deadline it asks for. A stream that asks for none is open,
  /// once its request is there, until one of the two ends closes it.
  public var defaultDeadline = Duration.seconds(30)
  /// A stream's writer is suspended while more bytes than this wait for the peer.
  public var writeHighWaterBytes = 256 * 1024
  /// Handlers that may run at once for one connection. A handler counts until it returned, also
  /// when its stream is long gone, so a peer that opens and resets streams gains nothing.
  public var runningHandlersPerConnection = 128
  /// The header list that we send if the peer did not announce a limit: a long status message or
  /// large details are cut to fit.
  public var sentHeaderListBytes = 8 * 1024
  /// Messages of fewer bytes are never compressed: it would not pay.
  public var compressedFromBytes = 256
  /// Call objects that a loop keeps for the next calls.
  public var pooledCallsPerLoop = 1024

  /// The defaults.
  public init() {}
}

extension RPCLimits: CustomStringConvertible {
  /// All limits on one line, for the log of a program that starts.
  public var description: String {
    """
    message \(messageBytes) B, buffered per connection \(bufferedBytesPerConnection) B, \
    buffered per loop \(bufferedBytesPerLoop) B, default deadline \(defaultDeadline), \
    write high water \(writeHighWaterBytes) B, \
    handlers per connection \(runningHandlersPerConnection), \
    sent header list \(sentHeaderListBytes) B, compressed from \(compressedFromBytes) B, \
    pooled calls per loop \(pooledCallsPerLoop)
    """
  }
}
