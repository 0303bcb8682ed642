import LintasStandard

@testable import LintasRPC
@testable import LintasTransport

/// A server that is no library: it writes frames by hand, in memory, for what no library would
/// send.
// Safety: confined to the loop; its functions hop there.
final class FrameServer: HTTP2Wire, LoopStopHandler, @unchecked Sendable {
  /// A frame that came: type, flags, stream and payload (RFC 9113 section 4.1).
  struct Frame {
    var type: UInt8
    var flags: UInt8
    var stream: UInt32
    var payload: [UInt8]

    /// The error code of a RST_STREAM.
    var code: HTTP2ErrorCode {
      HTTP2ErrorCode(rawValue: payload.prefix(4).reduce(0) { $0 << 8 | UInt32($1) })
    }
  }

  /// What the server does for a frame.
  typealias Script = (FrameServer, Frame) -> Void

  let holdsBytes = false
  /// All frames that came, of all connections.
  private(set) var frames: [Frame] = []
  /// How many connections there were.
  let connected = Counter()
  /// How many requests there were, on whichever connection.
  let begun = Counter()
  private let loop: EventLoop
  private let script: Script
  private var connection: HTTP2Connection?
  private var received: [UInt8] = []

  private init(loop: EventLoop, script: @escaping Script) {
    self.loop = loop
    self.script = script
  }

  /// Runs `body` with a channel to a server that follows `script`, on a loop of its own.
  static func run(
    client configuration: ChannelConfiguration = ChannelConfiguration(),
    settings: [UInt8] = [],
    _ script: @escaping @Sendable (FrameServer, Frame) -> Void,
    body: @Sendable (Channel, FrameServer) async throws -> Void
  ) async throws {
    let loop = try EventLoop.start(name: "frames")
    let server = FrameServer(loop: loop, script: script)
    var configuration = configuration
    configuration.transport = patient(configuration.transport)
    let route = Route(resolve: { _ in [.memory(0)] }) { loop, _, limits, link in
      server.connect(link, limits, settings: settings)
    }
    let channel = try Channel(
      loop: loop, origin: Origin(scheme: "http", authority: "memory"),
      configuration: configuration, route: route)
    defer {
      channel.close()
      loop.stop()
      loop.join()
    }
    try await body(channel, server)
  }

  /// Runs `body` on the loop.
  func onLoop<Result: Sendable>(_ body: @Sendable (FrameServer) -> Result) async -> Result {
    await loop.run { body(self) }
  }

  // MARK: Sending

  /// Sends a frame.
  func send(_ type: UInt8, _ flags: UInt8, _ stream: UInt32, _ payload: [UInt8] = []) {
    send(bytes: FrameServer.frame(type, flags, stream, payload))
  }

  /// Sends any bytes, after what is under way.
  func send(bytes: [UInt8]) {
    loop.execute { [self] in
      bytes.withUnsafeBytes { connection?.receive($0) }
    }
  }

  /// Sends a header block.
  func headers(_ stream: UInt32, end: Bool, _ fields: [(String, String)]) {
    send(1, end ? 5 : 4, stream, FrameServer.block(fields))
  }

  /// Sends the head of a response.
  func open(_ stream: UInt32, _ fields: [(String, String)] = []) {
    headers(
      stream, end: false, [(":status", "200"), ("content-type", "application/grpc")] + fields)
  }

  /// Sends an empty message.
  func message(_ stream: UInt32, end: Bool = false) {
    send(0, end ? 1 : 0, stream, [0, 0, 0, 0, 0])
  }

  /// Sends trailers with a status.
  func finish(_ stream: UInt32, _ status: String = "0") {
    headers(stream, end: true, [("grpc-status", status)])
  }

  /// Answers as a server should that has nothing to say.
  func answer(_ stream: UInt32) {
    open(stream)
    message(stream)
    finish(stream)
  }

  /// Ends the connection without a word.
  func cut() {
    loop.execute { self.shut(nil) }
  }

  static func frame(
    _ type: UInt8, _ flags: UInt8, _ stream: UInt32, _ payload: [UInt8] = []
  ) -> [UInt8] {
    func bytes(_ number: UInt32, _ count: UInt32) -> [UInt8] {
      (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    return bytes(UInt32(payload.count), 3) + [type, flags] + bytes(stream, 4) + payload
  }

  /// Literal fields, never indexed (RFC 7541 section 6.2.3).
  static func block(_ fields: [(String, String)]) -> [UInt8] {
    func text(_ text: String) -> [UInt8] {
      let bytes = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
      var length = bytes.count
      if length < 127 { return [UInt8(length)] + bytes }
      var prefix: [UInt8] = [127]
      length -= 127
      while length >= 128 {
        prefix.append(UInt8(length % 128 + 128))
        length /= 128
      }
      return prefix + [UInt8(length)] + bytes
    }
    return fields.flatMap { [0x10] + text($0.0) + text($0.1) }
  }

  // MARK: The wire

  private func connect(_ link: SubchannelLink, _ limits: TransportLimits, settings: [UInt8]) {
    do throws(TransportError) {
      let connection = try HTTP2Connection(
        role: .client, loop: loop, limits: limits, number: 0, peerAddress: nil, tls: nil)
      self.connection = connection
      received = []
      connected.count()
      connection.start(wire: self, handler: link)
      loop.stopHandlers[ObjectIdentifier(self)] = self
    } catch {
      link.failed(error)
    }
    send(4, 0, 0, settings)
    send(4, 1, 0)
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
    if received.starts(with: Array("PRI".utf8)) { received.removeFirst(24) }
    while received.count >= 9 {
      let length = Int(received[0]) << 16 | Int(received[1]) << 8 | Int(received[2])
      guard received.count >= 9 + length else { return }
      let stream = received[5..<9].reduce(0) { $0 << 8 | UInt32($1) }
      let frame = Frame(
        type: received[3], flags: received[4], stream: stream,
        payload: Array(received[9..<9 + length]))
      received.removeFirst(9 + length)
      frames.append(frame)
      if frame.type == 1 { begun.count() }
      script(self, frame)
    }
  }
}
