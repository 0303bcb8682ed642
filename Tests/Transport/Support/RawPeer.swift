@testable import LintasTransport

/// A client that writes frames by hand to a server's connection and reads what comes back: for what
/// no library would send.
final class RawPeer: HTTP2Wire, LoopStopHandler {
  let connection: HTTP2Connection
  /// What the connection sees of this wire.
  var holdsBytes = false
  /// The code of the last GOAWAY that came with an error, or nil.
  var goAway: HTTP2ErrorCode?
  /// What the GOAWAY frames said beside their codes, in order.
  var farewells: [String] = []
  /// Codes of the RST_STREAM frames that came.
  var resets: [HTTP2ErrorCode] = []
  /// Bytes of the WINDOW_UPDATE frames that came, by stream.
  var credit: [Int32: Int] = [:]
  /// Types of all frames that came.
  var frames: [UInt8] = []
  private var received: [UInt8] = []
  private let role: HTTP2Role

  /// A peer of a connection that plays `role`, which has been started.
  init(
    role: HTTP2Role = .server, loop: EventLoop, limits: TransportLimits = TransportLimits(),
    handler: ConnectionRecorder
  ) throws {
    self.role = role
    connection = try HTTP2Connection(
      role: role, loop: loop, limits: limits, number: 0, peerAddress: nil, tls: nil)
    connection.start(wire: self, handler: handler)
    loop.stopHandlers[ObjectIdentifier(self)] = self
  }

  /// The preface, SETTINGS and the acknowledgement of the other side's.
  func greet(acknowledges: Bool = true) {
    if role == .server { send(Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)) }
    send(RawPeer.frame(4, 0, 0))
    if acknowledges { send(RawPeer.frame(4, 1, 0)) }
  }

  /// Hands bytes to the connection, as a socket would.
  func send(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { connection.receive($0) }
  }

  /// A frame: type, flags, stream, payload (RFC 9113 section 4.1).
  static func frame(_ type: UInt8, _ flags: UInt8, _ stream: UInt32, _ payload: [UInt8] = [])
    -> [UInt8]
  {
    let length = UInt32(payload.count)
    var bytes: [UInt8] = []
    for shift in [16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: length >> shift)) }
    bytes += [type, flags]
    for shift in [24, 16, 8, 0] as [UInt32] {
      bytes.append(UInt8(truncatingIfNeeded: stream >> shift))
    }
    return bytes + payload
  }

  /// A header block with literal fields only, never indexed (RFC 7541 section 6.2.3); names and
  /// values up to 126 bytes.
  static func block(_ fields: [(String, String)]) -> [UInt8] {
    var bytes: [UInt8] = []
    for (name, value) in fields {
      bytes += [0x10, UInt8(name.utf8.count)]
      bytes += Array(name.utf8)
      bytes.append(UInt8(value.utf8.count))
      bytes += Array(value.utf8)
    }
    return bytes
  }

  /// The header block of a request.
  static let request = block([
    (":method", "POST"), (":scheme", "https"), (":path", "/a.B/C"), (":authority", "localhost"),
  ])

  func turnEnds() {
    connection.isTouched = false
    let buffer = connection.loop.buffers.write
    while true {
      let count = connection.produce(into: buffer)
      received.append(contentsOf: buffer[..<count])
      if count < buffer.count { break }
    }
    parse()
    if connection.isFinished { shut(nil) }
  }

  func loopStops() {
    shut(.closed)
  }

  func shut(_ error: TransportError?) {
    connection.loop.stopHandlers[ObjectIdentifier(self)] = nil
    connection.transportEnded(error)
  }

  private func parse() {
    if role == .client, received.starts(with: Array("PRI".utf8)) { received.removeFirst(24) }
    while received.count >= 9 {
      let length = Int(received[0]) << 16 | Int(received[1]) << 8 | Int(received[2])
      guard received.count >= 9 + length else { return }
      let payload = Array(received[9..<9 + length])
      frames.append(received[3])
      if received[3] == 3 { resets.append(code(payload)) }
      if received[3] == 8 {
        let stream = received[5..<9].reduce(0) { $0 << 8 | Int32($1) }
        credit[stream, default: 0] += payload.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      }
      if received[3] == 7 { farewells.append(String(decoding: payload[8...], as: UTF8.self)) }
      if received[3] == 7, code(Array(payload[4...])) != .noError {
        goAway = code(Array(payload[4...]))
      }
      received.removeFirst(9 + length)
    }
  }

  private func code(_ bytes: [UInt8]) -> HTTP2ErrorCode {
    HTTP2ErrorCode(rawValue: bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) })
  }
}
