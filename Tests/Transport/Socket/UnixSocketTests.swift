import Foundation
import Testing

@testable import LintasTransport

/// Promise: a server can be reached by a file of its machine, by those whom the file's rights
/// allow, and leaves nothing behind.
@Suite(.timeLimit(.minutes(1)))
struct UnixSocketTests {
  private let certificates: TestCertificates
  private let path: String

  init() async throws {
    certificates = try await TestCertificates()
    path = certificates.folder + "/s"
  }

  private func listen(
    on loop: EventLoop, mode: UInt32? = nil
  ) throws -> Listener {
    var configuration = ListenerConfiguration(
      address: try #require(SocketAddress(unix: path)),
      tls: try TLSContext.server(certificates.server))
    if let mode { configuration.socketMode = mode }
    return try Listener.start(configuration, loops: [loop]) { _ in ConnectionRecorder.echo() }
  }

  private func call(on loop: EventLoop) async throws {
    let context = try TLSContext.client(trust: .file(certificates.authority))
    let address = try #require(SocketAddress(unix: path))
    let connection = try await Dialer.connect(
      to: [address], tls: context, serverName: "localhost", on: loop,
      handler: ConnectionRecorder())
    let call = try open(connection)
    call.stream?.write([1, 2, 3])
    call.stream?.finish()
    #expect(await eventually(on: loop) { call.ending != nil })
    #expect(call.ending == .finished && call.body == [1, 2, 3])
    connection.close()
  }

  private var mode: Int? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.posixPermissions] as? NSNumber)?.intValue
  }

  private func place(_ address: String) throws -> AddressError {
    AddressError(
      address: try #require(SocketAddress(unix: address)),
      error: .system(call: "connect", code: ENOENT))
  }

  /// Promise: a call goes through; the file is its owner's alone, and goes with the listener.
  @Test func fileComesAndGoes() async throws {
    try await withLoop { loop in
      let listener = try listen(on: loop)
      #expect(listener.address.description == "unix:\(path)")
      #expect(mode == 0o600)
      try await call(on: loop)
      listener.stop()
      #expect(mode == nil)
      await #expect(throws: TransportError.unreachable([try place(path)])) {
        try await call(on: loop)
      }
      // The place is free again.
      let next = try listen(on: loop, mode: 0o660)
      #expect(mode == 0o660)
      next.stop()
    }
  }

  /// Promise: a file that a dead server left behind is taken over.
  @Test func abandonedFileIsTakenOver() async throws {
    let left = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    let address = try #require(SocketAddress(unix: path))
    #expect(address.withSystemAddress { bind(left, $0, $1) } == 0)
    #expect(Glibc.listen(left, 1) == 0)
    close(left)
    #expect(mode != nil)
    try await withLoop { loop in
      let listener = try listen(on: loop)
      try await call(on: loop)
      listener.stop()
    }
  }

  /// Promise: a server that lives keeps its file; the second one is refused and removes nothing.
  @Test func livingServerIsLeftAlone() async throws {
    try await withLoop { loop in
      let listener = try listen(on: loop)
      #expect(throws: TransportError.system(call: "bind", code: EADDRINUSE)) {
        try listen(on: loop)
      }
      try await call(on: loop)
      listener.stop()
    }
  }

  /// Promise: what is no socket is never removed.
  @Test func otherFilesAreLeftAlone() async throws {
    try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
    try await withLoop { loop in
      _ = #expect(throws: TransportError.system(call: "bind", code: EADDRINUSE)) {
        try listen(on: loop)
      }
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("precious".utf8))
  }

  /// Promise: a listener whose file somebody else has replaced does not remove the other's.
  @Test func foreignFileIsLeftAlone() async throws {
    try await withLoop { loop in
      let listener = try listen(on: loop)
      #expect(unlink(path) == 0)
      let other = try listen(on: loop)
      listener.stop()
      try await call(on: loop)
      other.stop()
      #expect(mode == nil)
    }
  }

  /// Promise: of servers that start at once on a file of a dead one, one wins, and its file stays.
  @Test func oneOfManyWins() async throws {
    try await withLoop { loop in
      for _ in 0..<100 {
        let left = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let address = try #require(SocketAddress(unix: path))
        #expect(address.withSystemAddress { bind(left, $0, $1) } == 0)
        close(left)
        let listeners = await withTaskGroup(of: Listener?.self) { group -> [Listener] in
          for _ in 0..<4 {
            group.addTask(executorPreference: globalConcurrentExecutor) { try? listen(on: loop) }
          }
          return await group.reduce(into: []) { if let winner = $1 { $0.append(winner) } }
        }
        #expect(listeners.count == 1)
        try await call(on: loop)
        for listener in listeners { listener.stop() }
        #expect(mode == nil)
      }
    }
  }
}
