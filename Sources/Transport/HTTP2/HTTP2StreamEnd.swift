/// How a stream ended.
public enum HTTP2StreamEnd: Hashable, Sendable {
  /// Both sides finished, or the receiver of a whole response was told with RST_STREAM(NO_ERROR) to
  /// send no more.
  case finished
  /// One side reset the stream with this code. `refusedStream` also stands for a stream that the
  /// peer's GOAWAY says it has not processed: it may be tried again.
  case reset(HTTP2ErrorCode)
  /// A request whose HEADERS never left this process: the connection ended, or the peer's GOAWAY
  /// came, before they were written. It may be tried again.
  case neverSent
  /// The connection ended before the stream did; see `HTTP2Connection.error`.
  case connectionLost
}
