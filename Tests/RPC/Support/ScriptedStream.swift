import LintasProtobuf
import LintasStandard

@testable import LintasRPC
@testable import LintasTransport

/// One request to a `ScriptedServer`, and the means to answer it.
final class ScriptedStream: HTTP2StreamHandler {
  /// The how manieth stream of the server this is, from 0.
  let number: Int
  /// The header fields of the request.
  private(set) var fields: [String: String] = [:]
  /// The messages so far, as bytes.
  private(set) var bodies: [[UInt8]] = []
  /// Their flags: 1 for those that are compressed.
  private(set) var flags: [UInt8] = []
  /// Those that are notes.
  private(set) var messages: [Note] = []
  /// Whether bytes of the request are credited as they come.
  var consumes = true
  private(set) var stream: HTTP2Stream?
  private let encoder = Encoder()
  private var deframer = MessageDeframer(limit: 64 << 20)
  private var isHeadComplete = false
  private let script: ScriptedServer.Script

  init(_ stream: HTTP2Stream, number: Int, script: @escaping ScriptedServer.Script) {
    self.stream = stream
    self.number = number
    self.script = script
  }

  // MARK: Answering

  /// Sends the head of a response.
  func open(_ fields: [(String, String)] = []) {
    stream?.respond(
      list([(":status", "200"), ("content-type", "application/grpc")] + fields))
  }

  /// Sends a message.
  func send(_ note: Note) {
    stream?.write(note.encodeFramed(with: encoder))
  }

  /// Sends an answer of a health service.
  func send(health status: HealthCheckResponse.ServingStatus) {
    stream?.write(HealthCheckResponse.with { $0.status = status }.encodeFramed(with: encoder))
  }

  /// Sends any bytes of the body.
  func send(bytes: [UInt8]) {
    bytes.withUnsafeBytes { stream?.write($0) }
  }

  /// Ends the response with trailers.
  func finish(_ code: StatusCode = .ok, _ fields: [(String, String)] = []) {
    stream?.finish(list([("grpc-status", "\(code.rawValue)")] + fields))
  }

  /// Ends the response without trailers.
  func finishWithoutTrailers() {
    stream?.finish()
  }

  /// Answers with a status and nothing else.
  func refuse(_ code: StatusCode, _ fields: [(String, String)] = []) {
    refuse(
      [
        (":status", "200"), ("content-type", "application/grpc"),
        ("grpc-status", "\(code.rawValue)"),
      ] + fields)
  }

  /// Answers with one header block.
  func refuse(_ fields: [(String, String)]) {
    stream?.respondOnly(list(fields))
  }

  /// Resets the stream.
  func reset(_ code: HTTP2ErrorCode) {
    stream?.reset(code)
  }

  /// Gives credit for bytes that were not consumed as they came.
  func consume(_ bytes: Int) {
    stream?.consume(bytes)
  }

  private func list(_ fields: [(String, String)]) -> HeaderList {
    var list = HeaderList()
    for (name, value) in fields { list.append(name, value) }
    return list
  }

  // MARK: The stream's events

  override func header(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    fields[String(decoding: name, as: UTF8.self)] = String(decoding: value, as: UTF8.self)
  }

  override func headersComplete(endStream: Bool) {
    if !isHeadComplete { script(self, .head) }
    isHeadComplete = true
  }

  override func data(_ bytes: UnsafeRawBufferPointer) {
    if consumes { stream?.consume(bytes.count) }
    var input = bytes
    deframer.takesCompressed = true
    while case .message = deframer.next(&input) {
      flags.append(deframer.isCompressed ? 1 : 0)
      let payload = deframer.take()
      bodies.append(payload.withUnsafeBytes { Array($0) })
      guard let note = try? Note(decoding: payload) else { continue }
      messages.append(note)
      script(self, .message(note))
    }
  }

  override func end() { script(self, .end) }

  override func drained() {}

  override func closed(_ end: HTTP2StreamEnd) {
    stream = nil
    script(self, .closed(end))
  }
}
