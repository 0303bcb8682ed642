// Safety: one thread, and no access lasts while other code of the house runs: each reads or writes
// a value, or changes a queue or a list in place by a method that calls nobody back.
/// One stream of a connection: a request and its response. Confined to the connection's loop.
///
/// What is written is copied once into the stream's queue and framed when the peer's windows allow;
/// nothing blocks. A writer of much data looks at `queuedBytes` and waits for its handler's
/// `drained`. After the handler's `closed` every call does nothing; the object may serve another
/// stream later, if nobody holds it any more.
///
/// Its properties are not checked for overlapping access (`@exclusivity(unchecked)`): there are
/// forty accesses a call, and the checks were a twentieth of what it costs.
public final class HTTP2Stream {
  /// How far the outgoing side has come.
  enum Outgoing {
    /// Nothing was sent yet.
    case idle
    /// HEADERS were sent, a body may follow.
    case open
    /// All is written; END_STREAM goes with the last byte.
    case finishing
    /// All is written; trailers go after the last byte.
    case finishingWithTrailers
    /// END_STREAM was sent or the stream reset.
    case done
  }

  /// What `frame(into:limit:)` answers.
  enum Framed {
    case bytes(Int)
    case nothingYet
    case last(Int)
    case lastBeforeTrailers(Int)
  }

  /// The stream's identifier on the connection.
  @exclusivity(unchecked) public internal(set) var id: Int32 = 0

  /// The connection that carries the stream; not to be used after the handler's `closed`.
  public var connection: HTTP2Connection { carrier.takeUnretainedValue() }

  // Safety: a connection closes all its streams before it goes, and every use tests `isClosed`.
  @exclusivity(unchecked) private var carrier: Unmanaged<HTTP2Connection>

  /// Whether the stream is over.
  @exclusivity(unchecked) public internal(set) var isClosed = false

  /// Who is told; held until it is told `closed`.
  @exclusivity(unchecked) var handler: HTTP2StreamHandler? {
    didSet { listener = handler.map { .passUnretained($0) } }
  }
  // Safety: `handler` holds it, and is let go outside of the handler's own calls only.
  @exclusivity(unchecked) private var listener: Unmanaged<HTTP2StreamHandler>?
  @exclusivity(unchecked) var queue = ByteQueue()
  @exclusivity(unchecked) var trailers = HeaderList()
  @exclusivity(unchecked) var outgoing = Outgoing.idle

  /// The library was told that there is nothing to send and must be asked to try again.
  @exclusivity(unchecked) var isDeferred = false
  /// `queuedBytes` has been above the low-water mark since the last `drained`.
  @exclusivity(unchecked) var isAboveMark = false
  /// The peer has sent END_STREAM.
  @exclusivity(unchecked) var peerEnded = false
  /// END_STREAM was sent.
  @exclusivity(unchecked) var localEnded = false
  /// This side asked for the reset that is sent.
  @exclusivity(unchecked) var resetRequested = false
  /// The header block being received is an interim response, to be skipped.
  @exclusivity(unchecked) var isInterim = false
  /// Why the request never left: `refusedStream` if it may be tried again.
  var unsentCode: HTTP2ErrorCode?
  /// When bytes last left the queue, or first came into it.
  @exclusivity(unchecked) var lastProgress = MonotonicTime(nanoseconds: 0)
  /// How the stream ended, once it has.
  @exclusivity(unchecked) var ending = HTTP2StreamEnd.finished

  // The connection's list of open streams.
  @exclusivity(unchecked) var next: Unmanaged<HTTP2Stream>?
  @exclusivity(unchecked) var previous: Unmanaged<HTTP2Stream>?

  init(connection: HTTP2Connection) {
    carrier = .passUnretained(connection)
  }

  /// Makes a used object fit for another stream.
  func reuse(for connection: HTTP2Connection) {
    carrier = .passUnretained(connection)
    id = 0
    isClosed = false
    outgoing = .idle
    isDeferred = false
    isAboveMark = false
    peerEnded = false
    localEnded = false
    resetRequested = false
    isInterim = false
    unsentCode = nil
    ending = .finished
  }

  /// Bytes written and not yet framed.
  public var queuedBytes: Int { queue.count }

  /// Sends response HEADERS; `write` and `finish` follow. The server's role.
  public func respond(_ headers: borrowing HeaderList) {
    guard !isClosed, outgoing == .idle else { return }
    outgoing = .open
    onConnection {
      $0.session.submitResponse(self, headers, hasBody: true)
      $0.touch()
    }
  }

  /// Sends response HEADERS that end the stream (gRPC's Trailers-Only). The server's role.
  public func respondOnly(_ headers: borrowing HeaderList) {
    guard !isClosed, outgoing == .idle else { return }
    outgoing = .done
    onConnection {
      $0.session.submitResponse(self, headers, hasBody: false)
      $0.touch()
    }
  }

  /// Queues a copy of `bytes` for the body. Ignored before HEADERS and after `finish`.
  public func write(_ bytes: UnsafeRawBufferPointer) {
    guard !isClosed, outgoing == .open, bytes.count > 0 else { return }
    onConnection { connection in
      if queue.count == 0 { lastProgress = connection.loop.now }
      queue.append(bytes)
      connection.queuedBytes += bytes.count
      if queue.count > connection.limits.lowWaterMark { isAboveMark = true }
      resume(connection)
    }
  }

  /// Ends the stream after the bytes written.
  public func finish() {
    guard !isClosed, outgoing == .open else { return }
    outgoing = .finishing
    onConnection { resume($0) }
  }

  /// Ends the stream with trailers after the bytes written. If the peer of a server has not
  /// finished its side, it is told with RST_STREAM(NO_ERROR) that no more is wanted.
  public func finish(_ trailers: borrowing HeaderList) {
    guard !isClosed, outgoing == .open else { return }
    self.trailers.removeAll()
    self.trailers.append(contentsOf: trailers)
    outgoing = .finishingWithTrailers
    onConnection { resume($0) }
  }

  /// Ends the stream at once; bytes not yet framed are dropped. The handler's `closed` follows.
  public func reset(_ code: HTTP2ErrorCode) {
    guard !isClosed, !resetRequested else { return }
    resetRequested = true
    outgoing = .done
    dropQueue()
    onConnection {
      $0.session.reset(id, code)
      $0.touch()
    }
  }

  /// Gives flow-control credit for `bytes` of received data back, so that the peer may send more.
  public func consume(_ bytes: Int) {
    guard !isClosed, bytes > 0 else { return }
    onConnection {
      $0.session.consume(stream: id, bytes)
      $0.touch()
    }
  }

  /// Lets the peer send `bytes` more than it may, for a handler that gives credit as it sees fit:
  /// before the data come, or never. It then calls this and not `consume`.
  public func allow(_ bytes: Int) {
    guard !isClosed, bytes > 0 else { return }
    onConnection {
      $0.session.allow(stream: id, bytes)
      $0.touch()
    }
  }

  private func resume(_ connection: HTTP2Connection) {
    if isDeferred {
      isDeferred = false
      connection.session.resume(id)
    }
    connection.touch()
  }

  /// Tells the handler something, without counting the reference up and down.
  ///
  /// - Returns: whether there is a handler.
  @inline(__always) @discardableResult
  func tell(_ body: (HTTP2StreamHandler) -> Void) -> Bool {
    listener?._withUnsafeGuaranteedRef(body) != nil
  }

  /// The connection without counting the reference up and down: a dozen times a call.
  @inline(__always)
  private func onConnection(_ body: (HTTP2Connection) -> Void) {
    carrier._withUnsafeGuaranteedRef(body)
  }

  /// Forgets what waits to be framed.
  func dropQueue() {
    onConnection { $0.queuedBytes -= queue.count }
    queue.removeAll()
  }

  /// Fills a DATA frame. The library calls it, through the data provider.
  func frame(into buffer: UnsafeMutablePointer<UInt8>, limit: Int) -> Framed {
    let count = queue.move(to: buffer, limit: limit)
    if count > 0 {
      onConnection { connection in
        connection.queuedBytes -= count
        lastProgress = connection.loop.now
        if isAboveMark, queue.count < connection.limits.lowWaterMark {
          isAboveMark = false
          tell { $0.drained() }
        }
      }
    }
    if queue.count > 0 { return .bytes(count) }
    switch outgoing {
    case .finishing:
      return .last(count)
    case .finishingWithTrailers:
      onConnection { $0.session.submitTrailers(id, trailers) }
      return .lastBeforeTrailers(count)
    case .idle, .open, .done:
      if count > 0 { return .bytes(count) }
      isDeferred = true
      return .nothingYet
    }
  }
}
