import LintasProtobuf

@testable import LintasRPC
@testable import LintasTransport

/// A client that is no library: it writes frames by hand, in memory, for what no library would
/// send, and answers nothing that the test does not tell it to.
// Safety: confined to the loop; its functions hop there.
final class FrameClient: HTTP2Wire, LoopStopHandler, @unchecked Sendable {
  let holdsBytes = false
  private let loop: EventLoop
  private var connection: HTTP2Connection?
  private var received: [UInt8] = []
  private var gathered: [FrameServer.Frame] = []

  /// A connection to a server, which has been greeted.
  init(_ server: GRPCServer, _ limits: TransportLimits = patient(TransportLimits())) async throws {
    let home = server.loops[0]
    loop = home.loop
    try await loop.run {
      let connection = try HTTP2Connection(
        role: .server, loop: loop, limits: limits, number: 0, peerAddress: nil, tls: nil)
      self.connection = connection
      connection.start(wire: self, handler: ServerConnection(home: home))
      loop.stopHandlers[ObjectIdentifier(self)] = self
    }
    await send(
      Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8), FrameServer.frame(4, 0, 0),
      FrameServer.frame(4, 1, 0))
  }

  /// The fields of a request for a method of the probe.
  static func request(_ method: String) -> [(String, String)] {
    RawRequest("/lintas.test.Probe/\(method)").fields
  }

  /// HEADERS of a request.
  static func headers(_ stream: UInt32, _ method: String, end: Bool = false) -> [UInt8] {
    FrameServer.frame(1, end ? 5 : 4, stream, FrameServer.block(request(method)))
  }

  /// DATA with a message.
  static func message(_ stream: UInt32, _ note: Note = Note(), end: Bool = false) -> [UInt8] {
    FrameServer.frame(0, end ? 1 : 0, stream, framed(note.encoded()))
  }

  /// Sends bytes, as they would come in one packet.
  func send(_ bytes: [UInt8]...) async {
    await loop.run {
      bytes.flatMap { $0 }.withUnsafeBytes { connection?.receive($0) }
    }
  }

  /// The frames that have come.
  var frames: [FrameServer.Frame] {
    get async { await loop.run { gathered } }
  }

  /// Whether the connection is over.
  var isOver: Bool {
    get async { await loop.run { connection == nil } }
  }

  /// Waits until the frames that have come fulfil a condition, at most two minutes.
  ///
  /// - Returns: whether they came to.
  func sees(_ condition: @Sendable ([FrameServer.Frame]) -> Bool) async -> Bool {
    for _ in 0..<60_000 {
      if condition(await frames) { return true }
      try? await Task.sleep(for: .milliseconds(2))
    }
    return false
  }

  /// Waits for the end of the connection, at most two minutes.
  func ends() async -> Bool {
    for _ in 0..<60_000 {
      if await isOver { return true }
      try? await Task.sleep(for: .milliseconds(2))
    }
    return false
  }

  /// Goes away without a word.
  func vanish() async {
    await loop.run { shut(nil) }
  }

  func turnEnds() {
    guard let connection else { return }
    connection.isTouched = false
    let buffer = loop.buffers.write
    while true {
      let count = connection.produce(into: buffer)
      received.append(contentsOf: buffer[..<count])
      if count < buffer.count { break }
    }
    parse()
    if connection.isFinished { shut(nil) }
  }

  func loopStops() { shut(.closed) }

  func shut(_ error: TransportError?) {
    guard let connection else { return }
    self.connection = nil
    loop.stopHandlers[ObjectIdentifier(self)] = nil
    connection.transportEnded(error)
  }

  private func parse() {
    while received.count >= 9 {
      let length = Int(received[0]) << 16 | Int(received[1]) << 8 | Int(received[2])
      guard received.count >= 9 + length else { return }
      gathered.append(
        FrameServer.Frame(
          type: received[3], flags: received[4],
          stream: received[5..<9].reduce(0) { $0 << 8 | UInt32($1) },
          payload: Array(received[9..<9 + length])))
      received.removeFirst(9 + length)
    }
  }
}
