import LintasTransport

@testable import LintasRPC

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

  /// The same with these DATA frames.
  func sending(_ chunks: [UInt8]...) -> RawRequest {
    var request = self
    request.chunks = chunks
    return request
  }
}

/// What came back.
struct RawResponse: Sendable {
  /// The header blocks, each a list of fields.
  var blocks: [[String: String]] = []
  /// All bytes of the body.
  var body: [UInt8] = []
  /// How the stream ended.
  var end = HTTP2StreamEnd.finished

  /// The value of a field in the last block.
  subscript(name: String) -> String? { blocks.last?[name] }

  /// The status in the last block.
  var code: StatusCode? {
    self["grpc-status"].flatMap { UInt8($0) }.flatMap { StatusCode(rawValue: $0) }
  }

  /// Sends a request over a memory link of its own, and waits for the end of the stream.
  static func of(_ request: RawRequest, from server: GRPCServer) async throws -> RawResponse {
    let home = server.loops[0]
    return try await home.loop.run {
      let stream = RawStream(loop: home.loop)
      let link = try MemoryLink.pair(
        on: home.loop, server: ServerConnection(home: home), client: RawConnection())
      _ = await home.loop.wait { token in
        stream.waiter = token
        stream.send(request, on: link.client)
      }
      link.client.close()
      return stream.response
    }
  }
}

/// The client's side of a raw connection: it wants nothing.
private final class RawConnection: HTTP2ConnectionHandler {
  func connectionReady(_ connection: HTTP2Connection) {}
  func accept(_ stream: HTTP2Stream) -> any HTTP2StreamHandler { RefusedStream(stream) }
  func connectionDraining(
    _ connection: HTTP2Connection, lastStreamID: Int32, code: HTTP2ErrorCode
  ) {}
  func connectionClosed(_ connection: HTTP2Connection, error: TransportError?) {}
}

/// Gathers what comes back on one stream.
// Safety: confined to the loop.
private final class RawStream: HTTP2StreamHandler, @unchecked Sendable {
  var response = RawResponse()
  var waiter: WaitToken?
  private let loop: EventLoop
  private var block: [String: String] = [:]

  init(loop: EventLoop) {
    self.loop = loop
  }

  func send(_ request: RawRequest, on connection: HTTP2Connection) {
    do throws(TransportError) {
      let stream = try connection.openStream(
        list(request.fields), endStream: request.endsWithHeaders, handler: self)
      for chunk in request.chunks { chunk.withUnsafeBytes { stream.write($0) } }
      if let trailers = request.trailers {
        stream.finish(list(trailers))
      } else if !request.endsWithHeaders && !request.isLeftOpen {
        stream.finish()
      }
    } catch {
      closed(.connectionLost)
    }
  }

  func header(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    block[String(decoding: name, as: UTF8.self)] = String(decoding: value, as: UTF8.self)
  }

  func headersComplete(endStream: Bool) {
    response.blocks.append(block)
    block = [:]
  }

  func data(_ bytes: UnsafeRawBufferPointer) { response.body.append(contentsOf: bytes) }
  func end() {}
  func drained() {}

  func closed(_ end: HTTP2StreamEnd) {
    response.end = end
    if let waiter { loop.complete(waiter, 0) }
    waiter = nil
  }

  private func list(_ fields: [(String, String)]) -> HeaderList {
    var list = HeaderList()
    for (name, value) in fields { list.append(name, value) }
    return list
  }
}
