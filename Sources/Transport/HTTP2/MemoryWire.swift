// Safety: a wire is confined to its loop; the closure that names it runs there.
/// One end of a memory link: what its connection produces is received by the other end.
final class MemoryWire: HTTP2Wire, LoopStopHandler, @unchecked Sendable {
  let connection: HTTP2Connection
  private var peer: MemoryWire?
  private var isShut = false

  init(_ connection: HTTP2Connection) {
    self.connection = connection
  }

  /// Joins the end to its other end and starts its connection.
  func start(peer: MemoryWire, handler: any HTTP2ConnectionHandler) {
    self.peer = peer
    connection.loop.stopHandlers[ObjectIdentifier(self)] = self
    connection.start(wire: self, handler: handler)
  }

  /// The other end takes everything.
  var holdsBytes: Bool { false }

  func loopStops() {
    shut(.closed)
  }

  func turnEnds() {
    connection.isTouched = false
    guard !isShut else { return }
    let buffer = connection.loop.buffers.write
    while true {
      let count = connection.produce(into: buffer)
      if count > 0, let peer, !peer.isShut {
        peer.connection.receive(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      }
      if count < buffer.count { break }
    }
    if connection.isFinished { shut(nil) }
  }

  func shut(_ error: TransportError?) {
    guard !isShut else { return }
    isShut = true
    connection.loop.stopHandlers[ObjectIdentifier(self)] = nil
    let other = peer
    peer = nil
    connection.transportEnded(error)
    // The other end sees what a socket would show: the end of the stream.
    if let other { connection.loop.execute { other.shut(nil) } }
  }
}
