import LintasProtobuf
import LintasStandard
import LintasTransport
import Synchronization
import Testing

@testable import LintasRPC

/// Promise: a unary call carries its message there and back wherever the handler runs, and whatever
/// goes wrong arrives as one status with all that was to be said; in memory and over TLS alike.
@Suite(.timeLimit(.minutes(5))) struct UnaryCallTests {
  /// Its caller is gone, and the log is the only one left to tell.
  @Test func lateUnknownErrorsAreReported() async throws {
    try await withProbe(.memory) { channel, desk, _ in
      let options = CallOptions(timeout: .milliseconds(20))
      let thrown = await status {
        _ = try await channel.unary(Probe.fail, Note.with { $0.typeURL = "late" }, options: options)
      }
      #expect(thrown?.code == .deadlineExceeded)
      #expect(await eventually { desk.reports.withLock { $0.count } == 1 })
    }
  }

  @Test(arguments: Depth.allCases)
  func messageComesBack(depth: Depth) async throws {
    try await withProbe(depth) { channel, _, _ in
      let note = Note.with { $0.typeURL = "Siti" }
      let fromTask = try await channel.unary(Probe.echo, note)
      let fromInline = try await channel.unary(Probe.echoInline, note)
      let fromPool = try await channel.unary(Probe.echoPool, note)
      let empty = try await channel.unary(Probe.echo, Note())
      #expect(fromTask == note)
      #expect(fromInline == note)
      #expect(fromPool.typeURL == "off the loop")
      #expect(empty == Note())
    }
  }

  @Test(arguments: Depth.allCases)
  func largeMessageComesBack(depth: Depth) async throws {
    try await withProbe(depth) { channel, _, _ in
      var bytes = [UInt8](repeating: 7, count: 3_000_000)
      for index in stride(from: 0, to: bytes.count, by: 1009) {
        bytes[index] = UInt8(truncatingIfNeeded: index)
      }
      let large = bytes
      let note = Note.with { $0.value = large }
      let answer = try await channel.unary(Probe.echo, note)
      #expect(answer == note)
    }
  }

  @Test(arguments: Depth.allCases)
  func manyCallersShareOneConnection(depth: Depth) async throws {
    try await withProbe(depth) { channel, _, _ in
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<400 {
          group.addTask {
            let note = Note.with { $0.typeURL = "\(number)" }
            return try await channel.unary(Probe.echo, note) == note
          }
        }
        for try await isSame in group { #expect(isSame) }
      }
    }
  }

  @Test(arguments: Depth.allCases)
  func statusArrivesWithItsDetails(depth: Depth) async throws {
    try await withProbe(depth) { channel, _, _ in
      let thrown = await status { _ = try await channel.unary(Probe.fail, Note()) }
      let status = try #require(thrown)
      #expect(status.code == .invalidArgument)
      #expect(status.message == "two faults\n☺")
      let request = try #require(status.detail(GoogleBadRequest.self))
      #expect(request.fieldViolations.map(\.field) == ["nik", "born"])
      #expect(status.detail(GoogleRetryInfo.self)?.retryDelay.seconds == 7)
      #expect(status.detail(GoogleQuotaFailure.self) == nil)
    }
  }

  @Test(arguments: Depth.allCases)
  func longStatusIsCutToTheHeaderListOfThePeer(depth: Depth) async throws {
    try await withProbe(depth) { channel, _, _ in
      let note = Note.with { $0.typeURL = "long" }
      let thrown = await status { _ = try await channel.unary(Probe.fail, note) }
      let status = try #require(thrown)
      #expect(status.code == .failedPrecondition)
      #expect(status.message.utf8.count > 1_000)
      #expect(status.message.allSatisfy { $0 == "é" })
    }
  }

  /// Nothing of an error that nobody knows leaves the server.
  @Test func unknownErrorIsInternalWithAnIdentifier() async throws {
    try await withProbe(.memory) { channel, desk, _ in
      let note = Note.with { $0.typeURL = "secret" }
      let thrown = await status { _ = try await channel.unary(Probe.fail, note) }
      let status = try #require(thrown)
      #expect(status.code == .internalError)
      #expect(!status.message.contains("hunter2") && status.details.isEmpty)
      let report = try #require(desk.reports.withLock { $0.first })
      #expect(report.error is ProbeDesk.Secret)
      #expect(report.id.utf8.count == 16)
      #expect(status.message == "internal error \(report.id)")
      #expect("\(report.method.method)" == "Fail")
    }
  }

  @Test func errorsAreMappedAtOnePlace() async throws {
    try await withProbe(.memory) { channel, _, _ in
      let options = CallOptions(metadata: ["who": "Siti"])
      let known = await status {
        let note = Note.with { $0.typeURL = "known" }
        _ = try await channel.unary(Probe.fail, note, options: options)
      }
      #expect(known?.code == .aborted)
      #expect(known?.message == "known to Siti")
      let cancelled = await status {
        _ = try await channel.unary(Probe.fail, .with { $0.typeURL = "cancelled" })
      }
      #expect(cancelled?.code == .cancelled)
    }
  }

  @Test(arguments: Depth.allCases)
  func unknownMethodIsUnimplemented(depth: Depth) async throws {
    try await withProbe(depth) { channel, _, _ in
      for path in ["/lintas.test.Probe/Nothing", "/nobody.Here/Echo"] as [StaticString] {
        let method = MethodDescriptor<Note, Note>(
          service: "x", method: "y", path: path, kind: .unary)
        let thrown = await status { _ = try await channel.unary(method, Note()) }
        #expect(thrown?.code == .unimplemented)
      }
    }
  }

  @Test(arguments: Depth.allCases)
  func deadlineEndsTheCallOnBothSides(depth: Depth) async throws {
    try await withProbe(depth) { channel, desk, _ in
      let options = CallOptions(timeout: .milliseconds(50))
      let thrown = await status {
        _ = try await channel.unary(Probe.hang, Note(), options: options)
      }
      #expect(thrown?.code == .deadlineExceeded)
      // The handler may not even have started if the machine is slow; if it has, it is cancelled.
      #expect(
        await eventually {
          desk.cancelled.load(ordering: .relaxed) == desk.started.load(ordering: .relaxed)
        })
      let answer = try await channel.unary(Probe.echo, Note())
      #expect(answer == Note())
    }
  }

  @Test func deadlineThatIsOverIsRefusedAtOnce() async throws {
    try await withProbe(.memory) { channel, desk, _ in
      let options = CallOptions(timeout: .zero)
      let thrown = await status {
        _ = try await channel.unary(Probe.hang, Note(), options: options)
      }
      #expect(thrown?.code == .deadlineExceeded)
      #expect(desk.started.load(ordering: .relaxed) == 0)
    }
  }

  @Test func serverHasADefaultDeadline() async throws {
    var configuration = ServerConfiguration()
    configuration.limits.defaultDeadline = .milliseconds(50)
    try await withProbe(.memory, server: configuration) { channel, desk, _ in
      let thrown = await status { _ = try await channel.unary(Probe.hang, Note()) }
      #expect(thrown?.code == .deadlineExceeded)
      #expect(await eventually { desk.cancelled.load(ordering: .relaxed) == 1 })
    }
  }

  @Test(arguments: Depth.allCases)
  func cancelledCallerCancelsTheHandler(depth: Depth) async throws {
    try await withProbe(depth) { channel, desk, _ in
      let caller = Task { await status { _ = try await channel.unary(Probe.hang, Note()) } }
      #expect(await eventually { desk.started.load(ordering: .relaxed) == 1 })
      caller.cancel()
      #expect(await caller.value?.code == .cancelled)
      #expect(await eventually { desk.cancelled.load(ordering: .relaxed) == 1 })
      let answer = try await channel.unary(Probe.echo, Note())
      #expect(answer == Note())
    }
  }

  @Test func messageOverTheLimitIsRefused() async throws {
    var server = ServerConfiguration()
    server.limits.messageBytes = 1_000
    var client = ChannelConfiguration()
    client.limits.messageBytes = 100
    try await withProbe(.memory, server: server, client: client) { channel, _, _ in
      let large = Note.with { $0.value = Array(repeating: 1, count: 2_000) }
      let request = await status { _ = try await channel.unary(Probe.echo, large) }
      #expect(request?.code == .resourceExhausted)
      let middle = Note.with { $0.value = Array(repeating: 1, count: 200) }
      let response = await status { _ = try await channel.unary(Probe.echo, middle) }
      #expect(response?.code == .resourceExhausted)
      let answer = try await channel.unary(Probe.echo, Note())
      #expect(answer == Note())
    }
  }
}
