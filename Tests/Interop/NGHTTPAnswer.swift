import Foundation
import Testing

/// What `nghttp`, an HTTP/2 client that knows nothing of gRPC, was answered.
struct NGHTTPAnswer {
  /// The fields of the head and of the trailers, by name.
  var fields: [String: String] = [:]
  /// All that nghttp printed.
  let transcript: String

  /// Sends one POST over a connection of its own.
  ///
  /// - Parameters:
  ///   - path: such as `/grpc.health.v1.Health/Check`.
  ///   - body: the bytes of the DATA frames.
  ///   - contentType: the field of that name.
  ///   - fields: further fields, as `name: value`.
  init(
    _ address: String, _ path: String, body: [UInt8],
    contentType: String = "application/grpc", fields: [String] = [], in folder: URL
  ) async throws {
    let file = folder.appending(path: UUID().uuidString)
    try Data(body).write(to: file)
    let flags = ["content-type: \(contentType)", "te: trailers"] + fields
    let (_, output) = try await Rig.run(
      "nghttp",
      ["--verbose", "--no-verify-peer", "--timeout=60", "--data=\(file.path)"]
        + flags.map { "--header=\($0)" } + ["https://\(address)\(path)"],
      in: folder)
    transcript = output
    // A line is `[ 0.026] recv (stream_id=13) grpc-status: 0`.
    for match in output.matches(of: /recv \(stream_id=\d+\) (:?[a-z-]+): (.*)/) {
      self.fields[String(match.1)] = String(match.2)
    }
  }

  /// Puts gRPC's five bytes before a message: not compressed, and its length.
  static func framed(_ message: [UInt8], length: UInt32? = nil) -> [UInt8] {
    let length = length ?? UInt32(message.count)
    return [0] + (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) } + message
  }
}
