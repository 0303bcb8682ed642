internal import CEpoll
internal import Glibc

// Safety: confined to its loop; closures that name it run there.
/// A TCP socket with TLS that carries one HTTP/2 connection. Confined to its loop.
///
/// **Protocol.** The handshake has `TransportLimits.handshakeTimeout`. Then the HTTP/2 connection
/// is made and fed. At the end of each turn in which it was touched, its output is gathered in the
/// loop's buffer and written at once; what the socket does not take is kept here, and nothing more
/// is asked of the connection until it is gone. A connection that ends in good order says goodbye
/// and lingers a second, so that a reset for unread bytes does not overtake its last words.
final class SocketConnection: HTTP2Wire, DescriptorHandler, LoopTimer, @unchecked Sendable {
  private enum Phase {
    case handshaking
    case established
    case lingering
    case closed
  }

  /// Records read in one turn before other connections have theirs.
  private static let readsPerTurn = 16
  private static let lingerTime = Duration.seconds(1)
  private static let lingerBytes = 1 << 20

  private let loop: EventLoop
  private let descriptor: Int32
  private let peer: SocketAddress?
  private let tls: TLSSession
  private let role: HTTP2Role
  private let limits: TransportLimits
  private var owner: (any SocketConnectionOwner)?

  private var phase = Phase.handshaking
  /// Whether the loop counts this handshake.
  private var isCounted = false
  private var registration: Poller.Registration?
  private var interest = LINTAS_EPOLL_IN
  private var connection: HTTP2Connection?
  private var timer: TimerID?

  /// Encrypted or about to be: what the socket did not take.
  private var leftover = ByteQueue()
  private var lastProgress = MonotonicTime(nanoseconds: 0)
  private var readsLater = false
  /// Reading stopped although there may be more: the peer takes too little, or the TLS library has
  /// to write first. What waits inside the library makes no event, so `flush` sees to it.
  private var isReadingPaused = false
  private var discarded = 0

  /// Takes over a connected descriptor and closes it in the end, also when this throws.
  init(
    loop: EventLoop, descriptor: Int32, peer: SocketAddress?, context: TLSContext,
    serverName: String?, limits: TransportLimits, owner: any SocketConnectionOwner
  ) throws(TransportError) {
    self.loop = loop
    self.descriptor = descriptor
    self.peer = peer
    self.role = context.role
    self.limits = limits
    self.owner = owner
    do throws(TransportError) {
      tls = try TLSSession(
        context: context, descriptor: descriptor, serverName: serverName, peer: peer)
    } catch {
      Glibc.close(descriptor)
      throw error
    }
  }

  /// Begins the handshake.
  func start() {
    isCounted = true
    loop.handshakes += 1
    do throws(TransportError) {
      guard !loop.stopping else { throw .closed }
      registration = try loop.poller.add(descriptor, events: interest, handler: self)
    } catch {
      end(error)
      return
    }
    timer = loop.schedule(at: loop.now + limits.handshakeTimeout, self)
    shakeHands()
  }

  // MARK: Events

  func descriptorReady(_ events: UInt32) {
    switch phase {
    case .handshaking:
      shakeHands()
    case .established:
      if events & LINTAS_EPOLL_OUT != 0 { flush() }
      let readable = LINTAS_EPOLL_IN | LINTAS_EPOLL_HUP | LINTAS_EPOLL_ERR
      if events & readable != 0, phase == .established { read() }
    case .lingering:
      discard()
    case .closed:
      break
    }
  }

  func loopStops() {
    switch phase {
    case .handshaking, .established: end(.closed)
    case .lingering: release()
    case .closed: break
    }
  }

  func timerFired(_ id: TimerID) {
    timer = nil
    switch phase {
    case .handshaking:
      end(.timedOut(.handshake))
    case .established:
      guard leftover.count > 0 else { return }
      let limit = lastProgress + limits.writeStallTimeout
      if limit <= loop.now {
        end(.timedOut(.write))
      } else {
        timer = loop.schedule(at: limit, self)
      }
    case .lingering:
      release()
    case .closed:
      break
    }
  }

  // MARK: Handshake

  private func shakeHands() {
    switch tls.handshake() {
    case .done: establish()
    case .wantsRead: watch(LINTAS_EPOLL_IN)
    case .wantsWrite: watch(LINTAS_EPOLL_OUT)
    case .end: end(.peerClosed)
    case .failed(let error): end(error)
    }
  }

  private func establish() {
    leaveHandshake()
    phase = .established
    watch(LINTAS_EPOLL_IN)
    do throws(TransportError) {
      let connection = try HTTP2Connection(
        role: role, loop: loop, limits: limits, number: ConnectionNumber.next(),
        peerAddress: peer, tls: tls.identity())
      guard let owner else { return }
      self.connection = connection
      connection.start(wire: self, handler: owner.socketEstablished(connection))
    } catch {
      end(error)
      return
    }
    // The peer's first bytes may have come with the end of the handshake.
    if tls.hasPending { read() }
  }

  private func leaveHandshake() {
    guard isCounted else { return }
    isCounted = false
    loop.handshakes -= 1
    if let timer { loop.cancel(timer) }
    timer = nil
  }

  // MARK: Reading

  /// Whether the peer takes so little that nothing more is read from it.
  private var isFull: Bool {
    guard leftover.count > 0, let connection else { return false }
    return leftover.count + connection.queuedBytes > limits.unsentBytes
  }

  private func read() {
    let buffer = loop.buffers.read
    for _ in 0..<SocketConnection.readsPerTurn {
      guard phase == .established, let connection else { return }
      if isFull {
        isReadingPaused = true
        watch(LINTAS_EPOLL_OUT)
        return
      }
      switch tls.read(into: buffer) {
      case .done(let count):
        connection.receive(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        if !tls.hasPending { return }
      case .wantsRead:
        return
      case .wantsWrite:
        isReadingPaused = true
        watch(LINTAS_EPOLL_IN | LINTAS_EPOLL_OUT)
        return
      case .end:
        end(connection.openStreams > 0 ? .peerClosed : nil)
        return
      case .failed(let error):
        end(error)
        return
      }
    }
    readLater()
  }

  /// Bytes inside the library make no event; looks at them in the next turn.
  private func readLater() {
    guard !readsLater else { return }
    readsLater = true
    loop.execute {
      self.readsLater = false
      if self.phase == .established { self.read() }
    }
  }

  // MARK: Writing

  /// The socket has its own deadline for them.
  var holdsBytes: Bool { leftover.count > 0 }

  func turnEnds() {
    connection?.isTouched = false
    if phase == .established { flush() }
  }

  /// Writes what is left over, then what the connection has produced.
  private func flush() {
    guard let connection, writeLeftover() else { return }
    let buffer = loop.buffers.write
    var filled: Int
    repeat {
      filled = connection.produce(into: buffer)
      guard write(UnsafeRawBufferPointer(rebasing: buffer[..<filled])) else { return }
    } while filled == buffer.count
    watch(LINTAS_EPOLL_IN)
    if connection.isFinished { finish() } else { resumeReading() }
  }

  /// Goes on reading where it was paused, now that nothing is left over.
  private func resumeReading() {
    guard isReadingPaused else { return }
    isReadingPaused = false
    readLater()
  }

  /// Writes all of `bytes`, or keeps the rest; false if the socket takes no more now.
  private func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[offset...])
      switch tls.write(rest) {
      case .done(let count):
        offset += count
      case .wantsRead, .wantsWrite:
        leftover.append(rest)
        waitToWrite()
        return false
      case .end:
        end(.peerClosed)
        return false
      case .failed(let error):
        end(error)
        return false
      }
    }
    return true
  }

  /// Whether nothing is left over any more.
  private func writeLeftover() -> Bool {
    while leftover.count > 0 {
      switch tls.write(leftover.bytes) {
      case .done(let count):
        leftover.removeFirst(count)
        lastProgress = loop.now
      case .wantsRead, .wantsWrite:
        return false
      case .end:
        end(.peerClosed)
        return false
      case .failed(let error):
        end(error)
        return false
      }
    }
    return true
  }

  private func waitToWrite() {
    lastProgress = loop.now
    watch(isFull ? LINTAS_EPOLL_OUT : LINTAS_EPOLL_IN | LINTAS_EPOLL_OUT)
    if timer == nil { timer = loop.schedule(at: lastProgress + limits.writeStallTimeout, self) }
  }

  private func watch(_ events: UInt32) {
    guard events != interest, let registration else { return }
    interest = events
    loop.poller.change(registration, events: events)
  }

  func socketReport(isSummary: Bool) -> SocketReport? {
    // When it lingers, its descriptor may be another's soon.
    guard phase == .established else { return nil }
    var report = SocketReport(descriptor: descriptor, isSummary: isSummary)
    report.cipher = tls.standardCipher
    report.certificate = tls.ownCertificate
    return report
  }

  // MARK: Ending

  func shut(_ error: TransportError?) {
    end(error)
  }

  /// The connection has said its last word: says goodbye and lingers.
  private func finish() {
    guard phase == .established else { return }
    phase = .lingering
    tls.sayGoodbye()
    shutdown(descriptor, Int32(SHUT_WR))
    watch(LINTAS_EPOLL_IN)
    if let timer { loop.cancel(timer) }
    timer = loop.schedule(at: loop.now + SocketConnection.lingerTime, self)
    tellOwner(nil)
  }

  /// Throws away what a peer still sends, until it closes, the time is over or it is too much.
  private func discard() {
    let buffer = loop.buffers.read
    while discarded < SocketConnection.lingerBytes {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count > 0 {
        discarded += count
        continue
      }
      if count < 0, errno == EAGAIN || errno == EINTR { return }
      break
    }
    release()
  }

  /// Ends at once.
  private func end(_ error: TransportError?) {
    guard phase != .closed else { return }
    leaveHandshake()
    if phase == .established { tls.sayGoodbye() }
    phase = .closed
    tellOwner(error)
    release()
  }

  private func tellOwner(_ error: TransportError?) {
    let owner = owner
    self.owner = nil
    let connection = connection
    self.connection = nil
    connection?.transportEnded(error)
    owner?.socketEnded(peer: peer, error: connection?.error ?? error)
  }

  /// Closes the descriptor.
  private func release() {
    phase = .closed
    if let timer { loop.cancel(timer) }
    timer = nil
    if let registration { loop.poller.remove(registration) }
    registration = nil
    Glibc.close(descriptor)
    loop.retire(self)
  }
}
