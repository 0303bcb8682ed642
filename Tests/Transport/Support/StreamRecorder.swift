import LintasTransport

/// Remembers everything that one stream was told, and consumes data at once unless told not to.
final class StreamRecorder: HTTP2StreamHandler {
  var stream: HTTP2Stream?
  var fields: [(name: String, value: String)] = []
  var sections = 0
  var body: [UInt8] = []
  var ended = false
  var drainedCount = 0
  var ending: HTTP2StreamEnd?
  var consumes = true
  var onHeaders: ((HTTP2Stream) -> Void)?
  var onEnd: ((HTTP2Stream) -> Void)?

  func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }

  override func header(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    fields.append((String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self)))
  }

  override func headersComplete(endStream: Bool) {
    sections += 1
    if sections == 1, let stream { onHeaders?(stream) }
  }

  override func data(_ bytes: UnsafeRawBufferPointer) {
    body.append(contentsOf: bytes)
    if consumes { stream?.consume(bytes.count) }
  }

  override func end() {
    ended = true
    if let stream { onEnd?(stream) }
  }

  override func drained() { drainedCount += 1 }

  override func closed(_ end: HTTP2StreamEnd) {
    precondition(ending == nil, "closed twice")
    ending = end
    stream = nil
    // They may hold the recorder.
    onHeaders = nil
    onEnd = nil
  }
}
