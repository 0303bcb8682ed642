import LintasProtobuf
import LintasStandard
import LintasTransport
import Synchronization
import Testing

@testable import LintasRPC

/// Promise: a peer that keeps to its credit is never refused for its requests' size: large requests
/// wait for one another within what may be buffered, each gets its turn, none waits beyond its
/// deadline, and small ones do not wait at all.
@Suite(.timeLimit(.minutes(5))) struct RequestCreditTests {
  private static let largest = 100_000

  /// Room for little more than one message of the largest size.
  private static var tight: ServerConfiguration {
    var configuration = ServerConfiguration.withWorkers
    configuration.limits.messageBytes = largest
    configuration.limits.defaultDeadline = .seconds(600)
    configuration.limits.bufferedBytesPerConnection = 150_000
    configuration.limits.bufferedBytesPerLoop = 220_000
    configuration.transport.concurrentStreams = 16
    return configuration
  }

  private static func noted(_ size: Int) -> Note {
    .with { $0.value = [UInt8](repeating: 7, count: size) }
  }

  /// The first bytes of a request of `length` bytes whose rest does not come.
  private static func half(_ length: Int, _ count: Int) -> [UInt8] {
    let prefix = withUnsafeBytes(of: UInt32(length).bigEndian) { [0] + Array($0) }
    return prefix + [UInt8](repeating: 0, count: count)
  }

  /// As many as a connection carries, twice what it may have buffered: interop's load.
  @Test(arguments: Depth.allCases)
  func manyLargeCallsAtOnceGoThrough(depth: Depth) async throws {
    try await withProbe(depth) { channel, _, server in
      let note = Self.noted(271_828)
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 0..<400 {
          group.addTask { try await channel.unary(Probe.echo, note) == note }
        }
        for try await isSame in group { #expect(isSame) }
      }
      await expectRoom(server)
    }
  }

  /// Calls of all kinds and sizes over a few connections that share far too little room, some of
  /// them given up on the way.
  @Test(arguments: Depth.allCases)
  func callsOfAllSizesShareLittleRoom(depth: Depth) async throws {
    var random = SeededGenerator()
    let seeds = (0..<4).map { _ in UInt64.random(in: 0...UInt64.max, using: &random) }
    try await withProbe(depth, server: Self.tight) { channel, _, server in
      let others = try (0..<2).map { _ in try server.channel() }
      await withTaskGroup(of: Void.self) { group in
        for seed in seeds {
          for channel in others + [channel] {
            group.addTask { await Self.callALot(channel, seed) }
          }
        }
        group.addTask {
          // What is granted is bounded at every moment.
          for _ in 0..<200 {
            #expect(await buffered(server) <= 220_000)
            try? await Task.sleep(for: .milliseconds(1))
          }
        }
      }
      await expectRoom(server)
      for channel in others { channel.close() }
    }
  }

  private static func callALot(_ channel: Channel, _ seed: UInt64) async {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<12 {
      let sizes = (0..<6).map { _ -> Int in
        let bound = [10, 3_000, largest - 10][Int.random(in: 0...2, using: &random)]
        return Int.random(in: 0...bound, using: &random)
      }
      let kind = Int.random(in: 0...3, using: &random)
      let isGivenUp = Int.random(in: 0...5, using: &random) == 0
      let work = Task {
        switch kind {
        case 0: try await stream(channel, Probe.sum, sizes)
        case 1: try await stream(channel, Probe.sumPool, sizes)
        default:
          try await withThrowingTaskGroup(of: Void.self) { group in
            for size in sizes {
              group.addTask {
                let answer = try await channel.unary(Probe.echo, noted(size))
                #expect(answer.value.count == size)
              }
            }
            try await group.waitForAll()
          }
        }
      }
      if isGivenUp {
        try? await Task.sleep(for: .microseconds(.random(in: 0...5_000, using: &random)))
        work.cancel()
      }
      let failure = await status { try await work.value }
      #expect(failure == nil || isGivenUp && failure?.code == .cancelled)
    }
  }

  private static func stream(
    _ channel: Channel, _ method: MethodDescriptor<Note, Note>, _ sizes: [Int]
  ) async throws {
    let call = channel.clientStream(method)
    for size in sizes { try await call.write(noted(size)) }
    let answer = try await call.finish()
    #expect(answer.typeURL == "\(sizes.count) notes of \(sizes.reduce(0, +)) bytes")
  }

  /// Some peers send an empty frame with END_STREAM only where there is room for a byte.
  @Test(arguments: [0, 1, 2, 3, 500, 50_000])
  func endNeedsAByteOfCredit(beyondTheFirstWindow excess: Int) async throws {
    try await withProbeServer(Self.tight) { server, _ in
      let first = await server.loops[0].loop.run { server.loops[0].plan.firstWindow }
      for count in [first + excess, first - excess] where count > 5 {
        for path in ["/lintas.test.Probe/Echo", "/lintas.test.Probe/Sum"] {
          let link = try await RawLink.to(server)
          let stream = try await link.open(.open(path))
          await stream.send(Self.framedNote(of: count))
          #expect(await eventually { await stream.unsent == 0 })
          await stream.end()
          #expect(await stream.ended().code == .ok)
          await link.cut()
        }
      }
    }
  }

  /// A message that takes so many bytes with its prefix.
  private static func framedNote(of count: Int) -> [UInt8] {
    for size in stride(from: count - 5, through: 0, by: -1) {
      let bytes = framed(noted(size).encoded())
      if bytes.count == count { return bytes }
    }
    return framed([])
  }

  /// Beside halves that hold all the room and others that wait for it.
  @Test func smallRequestsNeverWait() async throws {
    try await withProbeServer(Self.tight) { server, _ in
      let link = try await RawLink.to(server)
      for _ in 0..<8 {
        let stream = try await link.open(.open("/lintas.test.Probe/Echo"))
        await stream.send(Self.half(Self.largest, 30_000))
      }
      // Within one turn of the loop or two, so to say: nothing else will ever happen.
      let note = Self.noted(1_500)
      for _ in 0..<20 {
        let small = try await link.open(RawRequest().sending(framed(note.encoded())))
        #expect(await small.ended().messages == [note.encoded()])
      }
      await link.cut()
      #expect(await buffered(server) == 0)
    }
  }

  /// Who waits for credit does so until his deadline and no longer; his place goes to the next.
  @Test func deadlineEndsTheWaitForCredit() async throws {
    try await withProbeServer(Self.tight) { server, _ in
      let link = try await RawLink.to(server)
      let holder = try await link.open(.open("/lintas.test.Probe/Echo"))
      await holder.send(Self.half(Self.largest, 90_000))
      let impatient = try await link.open(
        .open("/lintas.test.Probe/Echo", ["grpc-timeout": "50m"]))
      await impatient.send(Self.half(Self.largest, 90_000))
      let last = try await link.open(RawRequest().sending(framed(Self.noted(90_000).encoded())))
      #expect(await impatient.ended().code == .deadlineExceeded)
      #expect(await last.response.end == nil)
      await holder.reset()
      #expect(await last.ended().code == .ok)
      await link.cut()
    }
  }

  /// Halves whose rest never comes hold the room of their connection, and of others, until their
  /// time is over.
  @Test(arguments: [true, false])
  func halvesStarveNobody(onOwnConnection: Bool) async throws {
    var configuration = Self.tight
    configuration.limits.defaultDeadline = .milliseconds(150)
    try await withProbeServer(configuration) { server, _ in
      let hostile = try await RawLink.to(server)
      var halves: [RawStream] = []
      for _ in 0..<10 {
        let stream = try await hostile.open(.open("/lintas.test.Probe/Echo"))
        await stream.send(Self.half(Self.largest, 60_000))
        halves.append(stream)
      }
      let link = onOwnConnection ? hostile : try await RawLink.to(server)
      // It has no deadline, and one message, which waits for its turn.
      let honest = try await link.open(.open("/lintas.test.Probe/Sum"))
      await honest.send(Self.noted(99_000))
      await honest.end()
      #expect(await honest.ended().code == .ok)
      for half in halves { #expect(await half.ended().code == .deadlineExceeded) }
      await hostile.cut()
      if !onOwnConnection { await link.cut() }
      #expect(await buffered(server) == 0)
    }
  }

  /// A stream has no deadline; the message whose turn it is has one while others wait.
  @Test func streamThatStandsStillLosesItsTurn() async throws {
    var configuration = Self.tight
    configuration.limits.defaultDeadline = .milliseconds(50)
    try await withProbeServer(configuration) { server, _ in
      let link = try await RawLink.to(server)
      let still = try await link.open(.open("/lintas.test.Probe/Sum"))
      await still.send(Self.half(Self.largest, 80_000))
      try await Task.sleep(for: .milliseconds(200))
      // Nobody waited.
      #expect(await still.response.end == nil)
      let honest = try await link.open(.open("/lintas.test.Probe/Sum"))
      await honest.send(Self.noted(99_000))
      await honest.end()
      #expect(await honest.ended().code == .ok)
      #expect(await still.ended().code == .resourceExhausted)
      await link.cut()
    }
  }

  /// Streams that wait for their handlers keep what they have, and others go on beside them.
  @Test func handlersThatRestHoldNobodyUp() async throws {
    try await withProbeServer(Self.tight) { server, desk in
      let link = try await RawLink.to(server)
      var resting: [RawStream] = []
      for _ in 0..<8 {
        let stream = try await link.open(.open("/lintas.test.Probe/GatedSum"))
        for _ in 0..<100 { await stream.send(Self.noted(900)) }
        await stream.end()
        resting.append(stream)
      }
      for _ in 0..<10 {
        let large = try await link.open(RawRequest().sending(framed(Self.noted(99_000).encoded())))
        #expect(await large.ended().code == .ok)
      }
      desk.gate.store(true, ordering: .relaxed)
      for stream in resting { #expect(await stream.ended().code == .ok) }
      await link.cut()
      #expect(await buffered(server) == 0)
    }
  }

  /// Calls that stand in line when the server is told to end get their turns.
  @Test func drainWaitsForThoseInLine() async throws {
    let desk = ProbeDesk()
    let server = try GRPCServer(router: desk.router(), configuration: Self.tight)
    let link = try await RawLink.to(server)
    // It keeps the connection until all others have been looked at.
    let keeper = try await link.open(.open("/lintas.test.Probe/Sum"))
    let holder = try await link.open(.open("/lintas.test.Probe/Echo"))
    let whole = framed(Self.noted(90_000).encoded())
    await holder.send(Array(whole.prefix(50_000)))
    var waiting: [RawStream] = []
    for _ in 0..<10 {
      waiting.append(try await link.open(RawRequest().sending(whole)))
    }
    async let isDone = server.shutdown(grace: .seconds(600))
    try await Task.sleep(for: .milliseconds(20))
    await holder.send(Array(whole.dropFirst(50_000)))
    await holder.end()
    for stream in waiting + [holder] { #expect(await stream.ended().code == .ok) }
    await keeper.end()
    #expect(await isDone)
  }
}

/// What a server's loop counts as buffered.
private func buffered(_ server: GRPCServer) async -> Int {
  let home = server.loops[0]
  return await home.loop.run { home.bufferedBytes }
}

/// All room is free again, and never was there more out than there is.
private func expectRoom(_ server: GRPCServer) async {
  for _ in 0..<1_000 where await buffered(server) > 0 {
    try? await Task.sleep(for: .milliseconds(2))
  }
  #expect(await buffered(server) == 0)
  let home = server.loops[0]
  #expect(await home.loop.run { home.pool.peak <= home.pool.capacity && home.lines.isEmpty })
}
