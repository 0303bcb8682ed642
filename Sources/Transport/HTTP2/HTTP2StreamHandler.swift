/// The owner of one stream, told of what the peer sends. All calls come on the connection's loop,
/// within the library's parsing of the bytes just read: a handler may write, finish and reset, and
/// must not block. Bytes handed over are borrowed for the call.
///
/// After `HTTP2Stream.reset`, and after the last frame of a server's answer, only `closed` comes.
///
/// Order: `header`… `headersComplete`, then `data`…, then perhaps trailers (`header`…
/// `headersComplete` again), `end`, and `closed`. `closed` always comes, exactly once and last;
/// `end` only if the peer finished.
///
/// A class and not a protocol: a connection calls it a dozen times a stream, and can call an object
/// of a known class without counting the reference up and down each time. What is not overridden
/// does nothing.
open class HTTP2StreamHandler {
  /// A handler.
  public init() {}

  /// One header field, pseudo header fields included (the first of a request are `:method` and so
  /// on; the first of a response is `:status`). Names are lower case. Spaces around the value have
  /// been removed. Fields of interim (1xx) responses are not passed on.
  open func header(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {}

  /// A header section is complete: the request's or response's, and again for trailers.
  ///
  /// - Parameter endStream: nothing follows; `end` comes next.
  open func headersComplete(endStream: Bool) {}

  /// Bytes of the body. Give their flow-control credit back with `HTTP2Stream.consume` once they
  /// are used, or give credit with `allow`; that of padding, and of the connection, is given back
  /// by itself.
  open func data(_ bytes: UnsafeRawBufferPointer) {}

  /// The peer has sent all. Once.
  open func end() {}

  /// `HTTP2Stream.queuedBytes` fell below `TransportLimits.lowWaterMark`, after it had been above.
  open func drained() {}

  /// The stream is over, and must not be used any more. Once, the last call; never from within
  /// another call of this class.
  open func closed(_ end: HTTP2StreamEnd) {}
}
