/// What a peer that is no gRPC client sends, and what comes back: HTTP/2 without our client.
struct RawRequest: Sendable {
  /// The header fields; the good ones unless a test changes them.
  var fields: [(String, String)]
  /// DATA frames.
  var chunks: [[UInt8]] = []
  /// Trailers, if there are to be any.
  var trailers: [(String, String)]?
  /// Whether the stream ends with the HEADERS.
  var endsWithHeaders = false
  /// Whether the request is left without an end.
  var isLeftOpen = false

  /// A request for a method of the probe, with some fields changed (`nil` leaves one out).
  init(_ path: String = "/lintas.test.Probe/Echo", _ changes: [String: String?] = [:]) {
    fields = [
      (":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "memory"),
      ("content-type", "application/grpc"), ("te", "trailers"),
    ]
    for (name, value) in changes.sorted(by: { $0.key < $1.key }) {
      fields.removeAll { $0.0 == name }
      guard let value else { continue }
      if name.hasPrefix(":") {
        fields.insert((name, value), at: 0)
      } else {
        fields.append((name, value))
      }
    }
  }

  /// A request whose body the test sends itself.
  static func open(_ path: String, _ changes: [String: String?] = [:]) -> RawRequest {
    var request = RawRequest(path, changes)
    request.isLeftOpen = true
    return request
  }

  /// The same with these DATA frames.
  func sending(_ chunks: [UInt8]...) -> RawRequest {
    var request = self
    request.chunks = chunks
    return request
  }
}
