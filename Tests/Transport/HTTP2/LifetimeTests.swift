import Testing

@testable import LintasTransport

/// Promise: what is over is freed, and what is used often is used again.
@Suite(.timeLimit(.minutes(1)))
struct LifetimeTests {
  /// Promise: connections are freed once they have ended, with their streams.
  @Test func connectionsAreFreed() async throws {
    try await withLoop { loop in
      weak var server: HTTP2Connection?
      weak var client: HTTP2Connection?
      do {
        let peer = ConnectionRecorder()
        let link = try MemoryLink.pair(
          on: loop, server: ConnectionRecorder.echo(), client: peer)
        server = link.server
        client = link.client
        let done = try open(link.client, endStream: true)
        let broken = try open(link.client)
        #expect(await eventually(on: loop) { done.ending != nil })
        link.client.close()
        #expect(await eventually(on: loop) { peer.isClosed && broken.ending != nil })
      }
      #expect(await eventually(on: loop) { server == nil && client == nil })
    }
  }

  /// Promise: a stream object serves one stream after the other, but never changes under somebody
  /// who still holds it.
  @Test func streamsAreUsedAgain() async throws {
    try await withLoop { loop in
      let server = ConnectionRecorder.echo()
      let link = try MemoryLink.pair(on: loop, server: server, client: ConnectionRecorder())
      for _ in 0..<100 {
        let call = try open(link.client, endStream: true)
        #expect(await eventually(on: loop) { call.ending != nil })
      }
      #expect(loop.streamPool.count == 2)
      let call = try open(link.client, endStream: true)
      let held = try #require(call.stream)
      #expect(await eventually(on: loop) { call.ending != nil })
      #expect(held.isClosed && held.id == 201)
      let next = try open(link.client, endStream: true)
      #expect(await eventually(on: loop) { next.ending != nil })
      #expect(held.isClosed && held.id == 201)
      held.write([1])
      held.finish()
      held.reset(.cancel)
      held.consume(1)
    }
  }

  /// Promise: a loop that stops ends its connections first, tells their handlers, and waits for
  /// tasks that still wait on it, also those that it did not start.
  @Test func stoppingEndsConnections() async throws {
    let loop = try EventLoop.start(name: "stopping")
    let ended = await loop.run { () async -> Task<Bool, Never>? in
      let server = ConnectionRecorder()
      let client = ConnectionRecorder()
      guard
        let link = try? MemoryLink.pair(on: loop, server: server, client: client),
        let call = try? open(link.client)
      else { return nil }
      let keeper = Keeper(server: server, client: client, call: call)
      // Here and not behind the run: the pool that goes on there may be busy with other tests for
      // longer than the keeper waits.
      defer { loop.stop() }
      return Task(executorPreference: loop) {
        await eventually(on: loop) { keeper.isOver }
      }
    }
    #expect(await ended?.value == true)
    loop.join()
  }
}

// Safety: made and used on one loop.
/// Carries recorders into a task of their loop.
private final class Keeper: @unchecked Sendable {
  private let server: ConnectionRecorder
  private let client: ConnectionRecorder
  private let call: StreamRecorder

  init(server: ConnectionRecorder, client: ConnectionRecorder, call: StreamRecorder) {
    self.server = server
    self.client = client
    self.call = call
  }

  var isOver: Bool {
    server.isClosed && client.isClosed && call.ending == .connectionLost
      && client.error == .closed
  }
}
