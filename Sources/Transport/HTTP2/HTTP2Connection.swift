// Safety: as there: one thread, and no access lasts while other code of the house runs.
/// One HTTP/2 connection (RFC 9113) without I/O: bytes go in, bytes come out, streams in between.
/// A socket with TLS or a memory link carries the bytes. Confined to its loop.
///
/// **Protocol.** Each side first sends SETTINGS (the client after its preface) with its limits; a
/// peer must send its own and acknowledge ours within `TransportLimits.settingsTimeout`. Streams
/// then carry requests and responses. Credit for received data is given back to the connection at
/// once and to a stream when its handler consumes, so that one slow stream does not block all.
///
/// **End.** An orderly end is a drain: GOAWAY with the highest identifier as a notice, one PING
/// round trip for streams under way, GOAWAY with the last accepted identifier, and the end once
/// streams have ended or the grace is over. A peer that breaks the protocol or a limit gets one
/// GOAWAY, flushed before the transport closes.
///
/// **Turns.** What one wake-up produces is gathered and sent once, at the end of the loop's turn.
/// `closed` and `connectionClosed` are never called from within another callback.
///
/// What each call touches is not checked for overlapping access, as in `HTTP2Stream`.
public final class HTTP2Connection {
  /// How far the connection has come.
  enum State {
    case open
    /// GOAWAY for good is on its way out.
    case terminating
    /// The transport is gone, handlers have been told.
    case ended
  }

  /// Which side this process is.
  public let role: HTTP2Role
  /// The loop that owns the connection.
  public let loop: EventLoop
  /// The limits that it keeps.
  public let limits: TransportLimits
  /// A number of this process, for logs and channelz.
  public let number: UInt64
  /// The other side; nil on a memory link.
  public let peerAddress: SocketAddress?
  /// What TLS knows of the peer; nil on a memory link.
  public let tls: TLSIdentity?

  /// Why the connection ended; nil while it lives and after an end in good order.
  public internal(set) var error: TransportError?
  /// The owner, until the connection has ended.
  @exclusivity(unchecked) public internal(set) var handler: (any HTTP2ConnectionHandler)?
  /// Whether the peer's SETTINGS have come.
  public internal(set) var isReady = false
  /// Whether either side has announced the end: no stream should be opened.
  public internal(set) var isDraining = false
  /// Whether the peer ended the connection because it was asked too often whether it is there.
  public internal(set) var isTiredOfPings = false
  /// When bytes last came from the peer.
  @exclusivity(unchecked) public internal(set) var lastReceived: MonotonicTime
  /// Streams that are open.
  @exclusivity(unchecked) public internal(set) var openStreams = 0
  /// Streams opened so far, by either side.
  @exclusivity(unchecked) public internal(set) var streamsOpened: UInt64 = 0
  /// What was counted so far.
  @exclusivity(unchecked) public internal(set) var counters = ConnectionCounters()
  /// The code of the GOAWAY that the peer sent.
  var goAwayCode: UInt32?
  /// Bytes of all streams that are written and not yet framed.
  @exclusivity(unchecked) public internal(set) var queuedBytes = 0

  @exclusivity(unchecked) var state = State.open
  /// The session; it lives as long as the connection object.
  let session: HTTP2Session
  @exclusivity(unchecked) var wire: (any HTTP2Wire)?
  @exclusivity(unchecked) var isTouched = false
  @exclusivity(unchecked) var firstStream: Unmanaged<HTTP2Stream>?
  @exclusivity(unchecked) var closedStreams: [HTTP2Stream] = []

  // Receiving.
  /// The stream whose header block is being received; it may come in many pieces.
  // Safety: the library's user data holds the stream until it is closed, and `unlink` clears this.
  @exclusivity(unchecked) var headerStream: Unmanaged<HTTP2Stream>?
  /// The highest stream that the peer has opened.
  @exclusivity(unchecked) var lastPeerStream: Int32 = 0
  @exclusivity(unchecked) var headerFields = 0
  @exclusivity(unchecked) var headerListSize = 0
  var glitches: TokenBucket
  var provokedResets: TokenBucket
  /// PING and WINDOW_UPDATE frames that the peer may send for what it was sent.
  @exclusivity(unchecked) var pingAllowance = 100
  @exclusivity(unchecked) var pendingFailure: (code: HTTP2ErrorCode, error: TransportError)?
  @exclusivity(unchecked) var pingStrikes = PingStrikes()
  /// The peer has sent more PINGs than are borne.
  @exclusivity(unchecked) var isPestered = false

  // Sending.
  /// The highest stream of which a frame has been written.
  @exclusivity(unchecked) var lastSentStream: Int32 = 0
  @exclusivity(unchecked) var unsent = UnsafeRawBufferPointer(start: nil, count: 0)
  @exclusivity(unchecked) var wasBlocked = false
  /// What the GOAWAY says that ends the connection; nil if it says no more than its code.
  var lastWord: StaticString?
  /// That GOAWAY is written: nothing may follow it.
  var isLastWordSent = false

  // Deadlines.
  /// Keeps the connection, from `start` until the transport has ended.
  var clock: ConnectionClock?
  var timer: TimerID?
  @exclusivity(unchecked) var timerAt = MonotonicTime.distantFuture
  var settingsDeadline: MonotonicTime
  var settingsAcknowledged = false
  /// `TransportLimits.headerBlockTimeout`, in nanoseconds.
  let headerBlockTime: UInt64
  @exclusivity(unchecked) var headerDeadline = MonotonicTime.distantFuture
  /// `drain` was called, or the connection has been idle or open for too long.
  var isLeaving = false
  /// What the drain's final GOAWAY says of its cause.
  var drainCause: StaticString = ""
  var drainDeadline = MonotonicTime.distantFuture
  var finalGoAwayDeadline = MonotonicTime.distantFuture
  var keepaliveDeadline = MonotonicTime.distantFuture
  var keepalivePending = false
  /// No stream is open, and so nobody asks whether the peer is there.
  @exclusivity(unchecked) var isKeepaliveAsleep = false
  var stallCheck = MonotonicTime.distantFuture
  var idleDeadline = MonotonicTime.distantFuture
  var ageDeadline = MonotonicTime.distantFuture
  /// When the last open stream ended.
  @exclusivity(unchecked) var emptySince: MonotonicTime

  init(
    role: HTTP2Role, loop: EventLoop, limits: TransportLimits, number: UInt64,
    peerAddress: SocketAddress?, tls: TLSIdentity?
  ) throws(TransportError) {
    self.role = role
    self.loop = loop
    self.limits = limits
    headerBlockTime = MonotonicTime.span(limits.headerBlockTimeout)
    self.number = number
    self.peerAddress = peerAddress
    self.tls = tls
    let now = loop.now
    lastReceived = now
    emptySince = now
    settingsDeadline = now + limits.settingsTimeout
    glitches = TokenBucket(burst: limits.glitchBurst, rate: limits.glitchRate, now: now)
    provokedResets = TokenBucket(
      burst: limits.provokedResetBurst, rate: limits.provokedResetRate, now: now)
    session = try HTTP2Session(role: role, limits: limits)
    session.call(self)
  }

  /// Joins the connection to what carries it and to its owner, and sends the SETTINGS.
  func start(wire: any HTTP2Wire, handler: any HTTP2ConnectionHandler) {
    self.wire = wire
    self.handler = handler
    clock = ConnectionClock(connection: self)
    if let interval = limits.keepaliveInterval { keepaliveDeadline = loop.now + interval }
    if role == .server { limitLife() }
    watch(until: min(min(settingsDeadline, keepaliveDeadline), min(idleDeadline, ageDeadline)))
    touch()
  }

  // MARK: Streams of a client

  /// Whether `openStream` would succeed now.
  public var canOpenStream: Bool {
    let can =
      state == .open && !isDraining && openStreams < Int(session.peerConcurrentStreams)
      && session.nextStreamID <= UInt32(Int32.max)
    if !can { wasBlocked = true }
    return can
  }

  /// Streams that the peer lets this side have open at a time; 100 is assumed until it has said.
  public var peerConcurrentStreams: Int { Int(session.peerConcurrentStreams) }

  /// Whether three quarters of the stream identifiers are used: time for a new connection.
  public var nearsExhaustion: Bool { session.nextStreamID > 0x6000_0000 }

  /// Size of a header list that the peer takes (SETTINGS_MAX_HEADER_LIST_SIZE), counted like
  /// `HeaderList.listSize`; what is larger gets the stream reset.
  public var peerHeaderListSize: Int { Int(session.peerHeaderListSize) }

  /// Opens a stream with request HEADERS. The client's role.
  ///
  /// - Parameter endStream: no body follows.
  /// - Throws: `.draining` when the connection takes no more streams now (see `canOpenStream`),
  ///   `.closed` when it has ended.
  public func openStream(
    _ headers: borrowing HeaderList, endStream: Bool, handler: any HTTP2StreamHandler
  ) throws(TransportError) -> HTTP2Stream {
    precondition(role == .client, "servers open no streams")
    guard state == .open else { throw .closed }
    guard canOpenStream else { throw .draining }
    let stream = loop.streamPool.take(for: self)
    stream.outgoing = endStream ? .done : .open
    let id = session.submitRequest(stream, headers, hasBody: !endStream)
    guard id > 0 else { throw .draining }
    stream.id = id
    stream.handler = handler
    link(stream)
    if isKeepaliveAsleep { wakeKeepalive() }
    touch()
    return stream
  }

  // MARK: Ending

  /// Ends the connection in good order: see the class's head. More than once does no harm; the
  /// shortest grace counts.
  ///
  /// - Parameter grace: time for the streams to end; nil for `TransportLimits.drainGrace` on a
  ///   server and for no limit on a client, whose calls have deadlines of their own.
  public func drain(grace: Duration? = nil) {
    leave(grace: grace ?? (role == .server ? limits.drainGrace : nil), cause: "")
  }

  /// The same.
  ///
  /// - Parameters:
  ///   - grace: time for the streams to end; nil for no limit.
  ///   - cause: what a server tells its client of it.
  func leave(grace: Duration?, cause: StaticString) {
    guard state == .open else { return }
    if let grace { drainDeadline = min(drainDeadline, loop.now + grace) }
    guard !isLeaving else {
      watch(until: drainDeadline)
      return
    }
    isLeaving = true
    isDraining = true
    drainCause = cause
    idleDeadline = .distantFuture
    ageDeadline = .distantFuture
    switch role {
    case .server:
      session.announceShutdown()
      session.ping(HTTP2Connection.drainPing)
      // A peer that does not answer gets the final GOAWAY nevertheless.
      finalGoAwayDeadline = min(loop.now + .seconds(5), drainDeadline)
    case .client:
      session.goAway()
    }
    watch(until: min(finalGoAwayDeadline, drainDeadline))
    touch()
  }

  /// Ends the connection now: one GOAWAY with `code`, and its streams are lost.
  public func close(_ code: HTTP2ErrorCode = .noError) {
    guard state == .open else { return }
    fail(code, nil)
  }

  /// Ends the connection with a GOAWAY, at a point where the library is not running.
  ///
  /// - Parameter word: what the GOAWAY says beside its code.
  func fail(_ code: HTTP2ErrorCode, _ error: TransportError?, saying word: StaticString? = nil) {
    guard state == .open else { return }
    state = .terminating
    isDraining = true
    if self.error == nil { self.error = error }
    lastWord = word
    if let word {
      session.goAway(code, saying: word)
    } else {
      session.terminate(code)
    }
    // The GOAWAY has a little time to leave; then the transport is cut.
    watch(until: loop.now + .seconds(1))
    touch()
  }

  /// The transport is gone: ends what is left. Called once by the wire, never from a callback.
  func transportEnded(_ failure: TransportError?) {
    guard state != .ended else { return }
    if error == nil { error = failure }
    if error == nil, openStreams > 0, state == .open { error = .peerClosed }
    state = .ended
    isDraining = true
    if let timer { loop.cancel(timer) }
    timer = nil
    clock = nil
    while let stream = firstStream?.takeUnretainedValue() {
      stream.ending =
        role == .client && stream.id > lastSentStream ? .neverSent : .connectionLost
      unlink(stream)
      counters.streamsFailed &+= 1
      // The retain that the library's user data stood for.
      Unmanaged.passUnretained(stream).release()
      closedStreams.append(stream)
    }
    deliverClosed()
    let handler = handler
    self.handler = nil
    wire = nil
    loop.retire(self)
    handler?.connectionClosed(self, error: error)
  }
}
