import LintasTransport

@testable import LintasRPC

/// What came back.
struct RawResponse: Sendable {
  /// The header blocks, each a list of fields.
  var blocks: [[String: String]] = []
  /// All bytes of the body.
  var body: [UInt8] = []
  /// How the stream ended; `nil` while it is open.
  var end: HTTP2StreamEnd?

  /// The value of a field in the last block.
  subscript(name: String) -> String? { blocks.last?[name] }

  /// The messages in the body that are whole, without their prefixes.
  var messages: [[UInt8]] { parts.map(\.message) }

  /// The flags of these messages.
  var flags: [UInt8] { parts.map(\.flag) }

  private var parts: [(flag: UInt8, message: [UInt8])] {
    var parts: [(flag: UInt8, message: [UInt8])] = []
    var rest = body[...]
    while let flag = rest.first, rest.count >= 5 {
      let length = rest.dropFirst().prefix(4).reduce(0) { $0 << 8 | Int($1) }
      guard rest.count >= 5 + length else { break }
      parts.append((flag, Array(rest.dropFirst(5).prefix(length))))
      rest = rest.dropFirst(5 + length)
    }
    return parts
  }

  /// The status in the last block.
  var code: StatusCode? {
    self["grpc-status"].flatMap { UInt8($0) }.flatMap { StatusCode(rawValue: $0) }
  }

  /// Sends a request over a memory link of its own, and waits for the end of the stream.
  static func of(_ request: RawRequest, from server: GRPCServer) async throws -> RawResponse {
    let link = try await RawLink.to(server)
    let response = try await link.open(request).ended()
    await link.cut()
    return response
  }
}
