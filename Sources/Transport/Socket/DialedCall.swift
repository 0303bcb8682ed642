/// The time between a TCP connection and a ready HTTP/2 connection, of a client. Stands in for the
/// connection's handler until the server's SETTINGS have come. Confined to its loop.
final class DialedCall: SocketConnectionOwner, HTTP2ConnectionHandler {
  private let loop: EventLoop
  private let log: TransportLog?
  private let race: DialRace
  private var waiter: WaitToken?
  private var isReady = false
  private var failure: TransportError?

  init(loop: EventLoop, log: TransportLog?, race: DialRace) {
    self.loop = loop
    self.log = log
    self.race = race
  }

  /// Takes the descriptor over and waits until the connection is ready, and told to the race.
  nonisolated(nonsending) func establish(
    _ descriptor: Int32, _ peer: SocketAddress, _ tls: TLSContext, _ serverName: String,
    _ limits: TransportLimits
  ) async throws(TransportError) {
    let socket = try SocketConnection(
      loop: loop, descriptor: descriptor, peer: peer, context: tls, serverName: serverName,
      limits: limits, owner: self)
    let outcome = await loop.wait { token in
      waiter = token
      socket.start()
    }
    waiter = nil
    if isReady && failure == nil { return }
    if outcome == EventLoop.cancelled { socket.shut(.closed) }
    throw failure ?? .closed
  }

  func socketEstablished(_ connection: HTTP2Connection) -> any HTTP2ConnectionHandler { self }

  func socketEnded(peer: SocketAddress?, error: TransportError?) {
    if let waiter {
      failure = error ?? .peerClosed
      loop.complete(waiter, 1)
    } else if isReady, let error, error != .closed {
      log?(TransportEvent(role: .client, peer: peer, error: error))
    }
  }

  func connectionReady(_ connection: HTTP2Connection) {
    guard let waiter else { return }
    guard let handler = race.wins(connection) else {
      connection.close()
      return
    }
    isReady = true
    connection.handler = handler
    loop.complete(waiter, 0)
    self.waiter = nil
    handler.connectionReady(connection)
  }

  func accept(_ stream: HTTP2Stream) -> HTTP2StreamHandler {
    preconditionFailure("a client is never asked to accept a stream")
  }

  func connectionDraining(
    _ connection: HTTP2Connection, lastStreamID: Int32, code: HTTP2ErrorCode
  ) {}

  func connectionClosed(_ connection: HTTP2Connection, error: TransportError?) {}
}
