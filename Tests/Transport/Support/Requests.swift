import LintasTransport

/// Header fields of a gRPC request.
func requestHeaders(_ more: [(String, String)] = []) -> HeaderList {
  var headers = HeaderList([
    (":method", "POST"), (":scheme", "https"), (":path", "/test.Service/Method"),
    (":authority", "localhost"), ("te", "trailers"), ("content-type", "application/grpc"),
  ])
  for (name, value) in more { headers.append(name, value) }
  return headers
}

/// Opens a stream with a recorder as its handler.
func open(
  _ connection: HTTP2Connection, endStream: Bool = false, _ more: [(String, String)] = []
) throws -> StreamRecorder {
  let recorder = StreamRecorder()
  recorder.stream = try connection.openStream(
    requestHeaders(more), endStream: endStream, handler: recorder)
  return recorder
}

extension HTTP2Stream {
  /// Writes an array.
  func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { write($0) }
  }
}
