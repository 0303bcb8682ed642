internal import LintasTransport

/// One client's connection as the RPC layer sees it: it turns streams into calls and counts the
/// handlers that run.
///
/// Confined to its loop.
// Safety: other threads only pass references around and read `peer` and `identity`, which are set
// before the connection's first call begins and never again.
final class ServerConnection: HTTP2ConnectionHandler, @unchecked Sendable {
  let home: ServerLoop
  /// The number of the transport's connection; 0 before it is ready.
  private(set) var number: UInt64 = 0
  /// The transport's connection, while it lives.
  private(set) var connection: HTTP2Connection?
  /// The other end; `nil` in memory.
  private(set) var peer: SocketAddress?
  /// What TLS found out about the other end; in memory, what was said of it.
  private(set) var identity: TLSIdentity?
  private var isArriving = false
  private var handlers = 0
  /// Who needs credit, and the room for it.
  @exclusivity(unchecked) var line: CreditLine

  /// A connection of this loop, not yet ready.
  ///
  /// - Parameter identity: what to say of the other end where there is no TLS.
  init(home: ServerLoop, identity: TLSIdentity? = nil) {
    self.home = home
    line = CreditLine(home.plan)
    self.identity = identity
  }

  /// The TLS handshake is done; the client's SETTINGS are on their way, its first calls perhaps
  /// with them.
  func arrives() {
    isArriving = true
    home.arriving += 1
  }

  private func hasArrived() {
    guard isArriving else { return }
    isArriving = false
    home.arriving -= 1
  }

  /// SETTINGS are exchanged.
  func connectionReady(_ connection: HTTP2Connection) {
    hasArrived()
    self.connection = connection
    number = connection.number
    peer = connection.peerAddress
    identity = connection.tls ?? identity
    home.add(self)
  }

  /// The peer opened a stream.
  func accept(_ stream: HTTP2Stream) -> HTTP2StreamHandler {
    let call = home.takeCall()
    call.begin(stream, on: self)
    return call
  }

  /// The peer will open no more streams; those that are open go on.
  func connectionDraining(
    _ connection: HTTP2Connection, lastStreamID: Int32, code: HTTP2ErrorCode
  ) {}

  /// The connection is gone. Its streams were told before.
  func connectionClosed(_ connection: HTTP2Connection, error: TransportError?) {
    self.connection = nil
    hasArrived()
    leaveIfDone()
  }

  /// Whether one more handler may run. A handler counts until it has returned, whatever became
  /// of its stream, so that opening and resetting streams does not multiply the work.
  func admitHandler() -> Bool {
    guard handlers < home.limits.runningHandlersPerConnection else { return false }
    handlers += 1
    return true
  }

  /// A handler has returned.
  func releaseHandler() {
    handlers -= 1
    leaveIfDone()
  }

  /// Starts the end: GOAWAY.
  ///
  /// - Parameter grace: time for the calls to end.
  func drain(grace: Duration) {
    connection?.drain(grace: grace)
  }

  /// The largest header list that may be sent, in bytes as HTTP/2 counts them.
  var headerListLimit: Int {
    min(connection?.peerHeaderListSize ?? 0, home.limits.sentHeaderListBytes)
  }

  private func leaveIfDone() {
    if connection == nil && handlers == 0 { home.remove(self) }
  }
}
