/// Attempts to reach a server at several addresses (RFC 8305, "happy eyeballs"): one after the
/// other, the next as soon as one fails or takes too long, until the first is ready to carry calls.
///
/// The race is between whole connections, not between TCP handshakes: an address behind which TLS
/// or HTTP/2 hangs loses against one that works.
// Safety: confined to its loop; the tasks that name it run there.
final class DialRace: LoopTimer, @unchecked Sendable {
  private let loop: EventLoop
  private let tls: TLSContext
  private let serverName: String
  private let limits: TransportLimits
  private let log: TransportLog?
  private let handler: any HTTP2ConnectionHandler

  private var addresses: ArraySlice<SocketAddress>
  private var attempts: [Int: Task<Void, Never>] = [:]
  private var begun = 0
  private var failures: [AddressError] = []
  private var winner: HTTP2Connection?
  private var timer: TimerID?
  private var waiter: WaitToken?
  private var isOver = false

  /// A race that has not begun.
  ///
  /// - Parameters:
  ///   - addresses: in the order in which they are tried.
  ///   - serverName: the name that the server's certificate must bear.
  ///   - log: told when the connection, once made, does not end in good order.
  ///   - handler: the owner of the connection that wins.
  init(
    _ addresses: [SocketAddress], on loop: EventLoop, tls: TLSContext, serverName: String,
    limits: TransportLimits, log: TransportLog?, handler: any HTTP2ConnectionHandler
  ) {
    self.addresses = addresses[...]
    self.loop = loop
    self.tls = tls
    self.serverName = serverName
    self.limits = limits
    self.log = log
    self.handler = handler
  }

  /// Runs the race.
  ///
  /// - Returns: the connection that was ready first; its handler has been told.
  /// - Throws: `.unreachable`, or `.closed` if the task was cancelled.
  nonisolated(nonsending) func run() async throws(TransportError) -> HTTP2Connection {
    beginNext()
    if !isOver {
      let outcome = await loop.wait { waiter = $0 }
      waiter = nil
      if outcome == EventLoop.cancelled, winner == nil { finish() }
    }
    if let winner { return winner }
    if !attempts.isEmpty || failures.isEmpty { throw .closed }
    throw .unreachable(failures)
  }

  /// A connection is ready.
  ///
  /// - Returns: its handler if it is the first one; nil if it is not wanted.
  func wins(_ connection: HTTP2Connection) -> (any HTTP2ConnectionHandler)? {
    guard !isOver else { return nil }
    winner = connection
    finish()
    return handler
  }

  /// The last attempt takes long: another one beside it.
  func timerFired(_ id: TimerID) {
    timer = nil
    beginNext()
  }

  private func beginNext() {
    if let timer { loop.cancel(timer) }
    timer = nil
    guard !isOver else { return }
    guard let address = addresses.popFirst() else {
      if attempts.isEmpty { finish() }
      return
    }
    let number = begun
    begun += 1
    attempts[number] = loop.spawn {
      let failure = await self.attempt(address)
      self.attempts[number] = nil
      guard let failure, !self.isOver else { return }
      self.failures.append(AddressError(address: address, error: failure))
      self.beginNext()
    }
    if !addresses.isEmpty {
      timer = loop.schedule(at: MonotonicTime.now + limits.attemptDelay, self)
    }
  }

  private nonisolated(nonsending) func attempt(_ address: SocketAddress) async -> TransportError? {
    do throws(TransportError) {
      let descriptor = try await SocketConnector.connect(
        to: address, on: loop, timeout: limits.connectTimeout)
      let call = DialedCall(loop: loop, log: log, race: self)
      try await call.establish(descriptor, address, tls, serverName, limits)
      return nil
    } catch {
      return error
    }
  }

  private func finish() {
    isOver = true
    if let timer { loop.cancel(timer) }
    timer = nil
    for attempt in attempts.values { attempt.cancel() }
    if let waiter { loop.complete(waiter, 0) }
  }
}
