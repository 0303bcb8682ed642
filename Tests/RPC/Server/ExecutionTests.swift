import LintasProtobuf
import LintasStandard
import LintasTransport
import Synchronization
import Testing

@testable import LintasRPC

/// Promise: a handler runs where its method says, for every kind of call, before and after it has
/// waited for something.
@Suite(.timeLimit(.minutes(2))) struct ExecutionTests {
  /// The names of the loops that the steps of a handler ran on; `nil` where it was none.
  typealias Steps = Mutex<[String?]>

  private static let here: @Sendable () -> String? = { EventLoop.current?.name }

  @Test(arguments: Depth.allCases, [Execution.loop, .pool])
  func handlerRunsWhereItsMethodSays(depth: Depth, execution: Execution) async throws {
    let steps = Steps([])
    let isPool = execution == .pool
    let router = router(isPool: isPool) {
      let before = Self.here()
      try await Task.sleep(for: .milliseconds(1))
      let after = Self.here()
      steps.withLock { $0 += [before, after] }
    }
    try await GRPCServer.run(router: router, configuration: .withWorkers) { server in
      let channel: Channel
      switch depth {
      case .memory: channel = try server.channel()
      case .socket:
        let identity = try TestIdentity()
        let address = try server.listen(on: identity.address, tls: identity.server)
        channel = try Channel(host: "localhost", port: address.port, tls: identity.client)
      }
      try await callAll(channel, isPool: isPool)
      channel.close()
    }
    let seen = steps.withLock { $0 }
    #expect(seen.count == 10)
    #expect(seen.allSatisfy { $0 == (isPool ? nil : "lintas-loop-0") })
  }

  /// A method of each kind that takes a step or two.
  private func router(
    isPool: Bool, step: @escaping @Sendable () async throws -> Void
  ) -> Router<Visitor> {
    var router = Router<Visitor>(door: OpenDoor())
    router.unary(isPool ? Probe.echoPool : Probe.echo) { note, _ in
      try await step()
      return note
    }
    router.serverStream(isPool ? Probe.countPool : Probe.count) { note, notes, _ in
      try await step()
      try await notes.write(note)
      try await step()
    }
    router.clientStream(isPool ? Probe.sumPool : Probe.sum) { notes, _ in
      while try await notes.next() != nil { try await step() }
      return Note()
    }
    router.bidirectional(isPool ? Probe.chatPool : Probe.chat) { notes, answers, _ in
      while let note = try await notes.next() {
        try await step()
        try await answers.write(note)
      }
    }
    return router
  }

  private func callAll(_ channel: Channel, isPool: Bool) async throws {
    _ = try await channel.unary(isPool ? Probe.echoPool : Probe.echo, note("a"))
    for try await _ in channel.serverStream(isPool ? Probe.countPool : Probe.count, note("a")) {}
    let sum = channel.clientStream(isPool ? Probe.sumPool : Probe.sum)
    try await sum.write(note("a"))
    _ = try await sum.finish()
    let chat = channel.bidirectional(isPool ? Probe.chatPool : Probe.chat)
    try await chat.requests.write(note("a"))
    try await chat.requests.finish()
    for try await _ in chat.responses {}
  }

  /// A plain function runs within the stream's event: no task is made for it.
  @Test func inlineHandlerNeedsNoTask() async throws {
    let steps = Steps([])
    var router = Router<Visitor>(door: OpenDoor())
    router.inline(Probe.echoInline) { note, _ in
      let isInTask = withUnsafeCurrentTask { $0 != nil }
      steps.withLock { $0 += [Self.here(), isInTask ? "in a task" : nil] }
      return note
    }
    let routed = router
    try await GRPCServer.run(router: routed) { server in
      let identity = try TestIdentity()
      let address = try server.listen(on: identity.address, tls: identity.server)
      let channel = try Channel(host: "localhost", port: address.port, tls: identity.client)
      _ = try await channel.unary(Probe.echoInline, note("a"))
      channel.close()
    }
    #expect(steps.withLock { $0 } == ["lintas-loop-0", nil])
  }
}
