import DaemonControl
import Foundation
import Testing

/// The wire as programs see it that know HTTP/2 and not gRPC.
@Suite(.enabled(if: Rig.has("nghttp") || Rig.isJudged, "nghttp2-client is not installed"))
struct WireTests {
  static let check = "/grpc.health.v1.Health/Check"

  /// Promise: thousands of calls over several connections are all answered.
  @Test(.timeLimit(.minutes(5)))
  func manyCalls() async throws {
    try await Rig.withDaemon { daemon, folder in
      let address = try #require(daemon.address)
      let body = folder.appending(path: "empty")
      try Data(NGHTTPAnswer.framed([])).write(to: body)
      let (code, output) = try await Rig.run(
        "h2load",
        [
          "--requests=5000", "--clients=8", "--max-concurrent-streams=32", "--data=\(body.path)",
          "--header=content-type: application/grpc", "--header=te: trailers",
          "https://\(address)\(Self.check)",
        ], in: folder)
      #expect(code == 0, "\(output)")
      #expect(output.contains("5000 succeeded, 0 failed, 0 errored, 0 timeout"), "\(output)")
      #expect(output.contains("5000 2xx"), "\(output)")
    }
  }

  /// Promise: what is no gRPC, or wrong gRPC, is answered as the bad-input table says, and the
  /// server serves on.
  @Test(.timeLimit(.minutes(5)))
  func wrongRequests() async throws {
    try await Rig.withDaemon { daemon, folder in
      let address = try #require(daemon.address)
      let quote = "/lintas.v1.ApplicantService/QuoteFee"

      // A content-type that is not gRPC's: HTTP's own refusal.
      for contentType in ["text/plain", "application/grpc-web", "application/grpcs"] {
        let wrong = try await NGHTTPAnswer(
          address, Self.check, body: NGHTTPAnswer.framed([]), contentType: contentType, in: folder)
        #expect(wrong.fields[":status"] == "415", "\(contentType): \(wrong.transcript)")
      }

      // A length prefix that promises four gigabytes: refused before anything is set aside.
      let lying = try await NGHTTPAnswer(
        address, quote, body: NGHTTPAnswer.framed([8, 1], length: .max), in: folder)
      #expect(lying.fields["grpc-status"] == "8", "\(lying.transcript)")

      // A message that ends before its length.
      let short = try await NGHTTPAnswer(
        address, quote, body: NGHTTPAnswer.framed([8, 1], length: 100), in: folder)
      #expect(short.fields["grpc-status"] == "13", "\(short.transcript)")

      // A compressed message though no encoding was named.
      let compressed = try await NGHTTPAnswer(
        address, quote, body: [1] + NGHTTPAnswer.framed([8, 1]).dropFirst(), in: folder)
      #expect(compressed.fields["grpc-status"] == "13", "\(compressed.transcript)")

      let good = try await NGHTTPAnswer(
        address, Self.check, body: NGHTTPAnswer.framed([]), in: folder)
      #expect(good.fields[":status"] == "200")
      #expect(good.fields["grpc-status"] == "0", "\(good.transcript)")
    }
  }

  /// Promise: the server itself ends a call at its deadline, also if the client does not.
  @Test(.timeLimit(.minutes(5)))
  func deadline() async throws {
    try await Rig.withDaemon { daemon, folder in
      let address = try #require(daemon.address)
      let late = try await NGHTTPAnswer(
        address, "/grpc.health.v1.Health/Watch", body: NGHTTPAnswer.framed([]),
        fields: ["grpc-timeout: 300m"], in: folder)
      #expect(late.fields["grpc-status"] == "4", "\(late.transcript)")
    }
  }
}
