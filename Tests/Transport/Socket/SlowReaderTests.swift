import Glibc
import LintasTransport
import Testing

/// Promise: a peer that does not read costs bounded memory and is given up after the deadline; one
/// that is only slow gets everything.
@Suite(.timeLimit(.minutes(1)))
struct SlowReaderTests {
  private static let size = 24 << 20
  private let certificates: TestCertificates

  init() async throws {
    certificates = try await TestCertificates()
  }

  /// A server that answers each request with `size` bytes, and a client whose windows let all of
  /// them into the socket at once but which does not read for a while.
  private func read(
    after pause: useconds_t, limits: TransportLimits = TransportLimits()
  ) async throws -> (call: Int, end: HTTP2StreamEnd?, events: [TransportEvent]) {
    let server = try TestServer(certificates, limits: limits) { _ in
      let recorder = ConnectionRecorder()
      recorder.onAccept = { stream in
        stream.onHeaders = { stream in
          stream.respond(HeaderList([(":status", "200")]))
          stream.write([UInt8](repeating: 0x5a, count: SlowReaderTests.size))
          stream.finish(HeaderList([("grpc-status", "0")]))
        }
      }
      return recorder
    }
    var wide = TransportLimits()
    wide.streamWindow = 64 << 20
    wide.connectionWindow = 64 << 20
    let context = try TLSContext.client(trust: .file(certificates.authority))
    let answer = try await withLoop { [wide] loop in
      let connection = try await Dialer.connect(
        to: "localhost", port: server.port, tls: context, on: loop, limits: wide,
        handler: ConnectionRecorder())
      let call = try open(connection, endStream: true)
      // The request leaves at the end of this turn; then the client's thread stands still.
      await loop.sleep(until: .now + .milliseconds(1))
      usleep(pause)
      _ = await eventually(on: loop) { call.ending != nil }
      return (call.body.count, call.ending)
    }
    server.stop()
    return (answer.0, answer.1, server.events)
  }

  /// Promise: everything arrives, in spite of a socket that was full.
  @Test func slow() async throws {
    let result = try await read(after: 300_000)
    #expect(result.call == SlowReaderTests.size && result.end == .finished)
    #expect(result.events.isEmpty)
  }

  /// Promise: without any progress for the deadline, the connection is given up with one event.
  @Test func stalled() async throws {
    var limits = TransportLimits()
    limits.writeStallTimeout = .milliseconds(200)
    let result = try await read(after: 2_000_000, limits: limits)
    #expect(result.end == .connectionLost && result.call < SlowReaderTests.size)
    #expect(result.events.map(\.error) == [.timedOut(.write)])
  }
}
