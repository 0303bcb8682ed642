/// Two HTTP/2 connections joined by memory, on one loop: the real protocol machine without sockets
/// and TLS, for tests of what lies above it.
public enum MemoryLink {
  /// Joins a server and a client. On the loop.
  ///
  /// What one end sends reaches the other at the end of the turn, so nothing is re-entered.
  public static func pair(
    on loop: EventLoop, serverLimits: TransportLimits = TransportLimits(),
    clientLimits: TransportLimits = TransportLimits(), server: any HTTP2ConnectionHandler,
    client: any HTTP2ConnectionHandler
  ) throws(TransportError) -> (server: HTTP2Connection, client: HTTP2Connection) {
    precondition(loop.isCurrent, "a memory link is made on its loop")
    let serverEnd = MemoryWire(
      try HTTP2Connection(
        role: .server, loop: loop, limits: serverLimits, number: ConnectionNumber.next(),
        peerAddress: nil, tls: nil))
    let clientEnd = MemoryWire(
      try HTTP2Connection(
        role: .client, loop: loop, limits: clientLimits, number: ConnectionNumber.next(),
        peerAddress: nil, tls: nil))
    serverEnd.start(peer: clientEnd, handler: server)
    clientEnd.start(peer: serverEnd, handler: client)
    return (serverEnd.connection, clientEnd.connection)
  }
}
