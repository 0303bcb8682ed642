import LintasProtobuf
import LintasTransport

@testable import LintasRPC

/// One stream of a raw connection: sends what it is told and gathers what comes back.
// Safety: confined to the loop; its functions hop there.
final class RawStream: HTTP2StreamHandler, @unchecked Sendable {
  private let loop: EventLoop
  private var stream: HTTP2Stream?
  private var gathered = RawResponse()
  private var block: [String: String] = [:]
  private var waiters: [WaitToken] = []
  private var reads: Bool
  private var uncredited = 0

  /// - Parameter reads: whether the peer gets credit for what it sends.
  init(loop: EventLoop, reads: Bool = true) {
    self.loop = loop
    self.reads = reads
  }

  /// Sends the head of a request and what it says of the rest. On the loop.
  func begin(_ request: RawRequest, on connection: HTTP2Connection) throws {
    let stream = try connection.openStream(
      list(request.fields), endStream: request.endsWithHeaders, handler: self)
    self.stream = stream
    for chunk in request.chunks { chunk.withUnsafeBytes { stream.write($0) } }
    if let trailers = request.trailers {
      stream.finish(list(trailers))
    } else if !request.endsWithHeaders && !request.isLeftOpen {
      stream.finish()
    }
  }

  // MARK: The test's side

  /// Sends bytes of the body.
  func send(_ bytes: [UInt8]) async {
    await loop.run { bytes.withUnsafeBytes { stream?.write($0) } }
  }

  /// Sends a message.
  func send(_ note: Note) async {
    let bytes = note.encoded()
    await send(framed(bytes))
  }

  /// Ends this side.
  func end() async {
    await loop.run { stream?.finish() }
  }

  /// Resets the stream.
  func reset(_ code: HTTP2ErrorCode = .cancel) async {
    await loop.run { stream?.reset(code) }
  }

  /// Gives the peer credit, from now on and for what it sent before.
  func read() async {
    await loop.run {
      reads = true
      credit()
    }
  }

  /// Bytes that the peer's window holds up.
  var unsent: Int {
    get async { await loop.run { stream?.queuedBytes ?? 0 } }
  }

  /// What has come so far.
  var response: RawResponse {
    get async { await loop.run { gathered } }
  }

  /// Waits until what came fulfils a condition, or the stream is over.
  func wait(until isEnough: @Sendable (RawResponse) -> Bool) async -> RawResponse {
    await loop.run {
      while gathered.end == nil && !isEnough(gathered) {
        _ = await loop.wait { waiters.append($0) }
      }
      return gathered
    }
  }

  /// Waits for so many messages.
  func messages(_ count: Int) async -> [[UInt8]] {
    await wait { $0.messages.count >= count }.messages
  }

  /// Waits for the end of the stream.
  func ended() async -> RawResponse {
    await wait { _ in false }
  }

  // MARK: The stream's events

  override func header(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    block[String(decoding: name, as: UTF8.self)] = String(decoding: value, as: UTF8.self)
  }

  override func headersComplete(endStream: Bool) {
    gathered.blocks.append(block)
    block = [:]
    wake()
  }

  override func data(_ bytes: UnsafeRawBufferPointer) {
    gathered.body.append(contentsOf: bytes)
    uncredited += bytes.count
    if reads { credit() }
    wake()
  }

  override func end() {}
  override func drained() {}

  override func closed(_ end: HTTP2StreamEnd) {
    stream = nil
    gathered.end = end
    wake()
  }

  private func credit() {
    stream?.consume(uncredited)
    uncredited = 0
  }

  private func wake() {
    for token in waiters { loop.complete(token, 0) }
    waiters.removeAll()
  }

  private func list(_ fields: [(String, String)]) -> HeaderList {
    var list = HeaderList()
    for (name, value) in fields { list.append(name, value) }
    return list
  }
}

/// A message with its prefix.
func framed(_ bytes: [UInt8], flag: UInt8 = 0) -> [UInt8] {
  let length = UInt32(bytes.count)
  return [flag] + withUnsafeBytes(of: length.bigEndian) { Array($0) } + bytes
}
