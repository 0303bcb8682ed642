/// One end of a memory link: what its connection produces is received by the other end.
final class MemoryWire: HTTP2Wire {
  let connection: HTTP2Connection
  var peer: MemoryWire?
  private var isShut = false

  init(_ connection: HTTP2Connection) {
    self.connection = connection
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
    let other = peer
    peer = nil
    connection.transportEnded(error)
    // The other end sees what a socket would show: the end of the stream.
    if let other { connection.loop.execute { other.shut(nil) } }
  }
}

// Safety: a wire is confined to its loop; only `shut` is called by a closure, on that loop.
extension MemoryWire: @unchecked Sendable {}
