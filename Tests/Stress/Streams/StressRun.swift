internal import BenchCalls
internal import BenchCallsService
internal import Foundation
internal import LintasRPC
internal import LintasTransport

/// One run: the server, the clients and the judgement.
struct StressRun {
  private static let channels = 4
  private static let callers = 32

  let messages: Int
  let seed: UInt64

  /// Runs until enough messages have arrived.
  ///
  /// - Returns: whether every check held.
  func run() async throws -> Bool {
    // The clients' own loop is made by the first of them and stays.
    _ = try await exchange(StressTally(), until: 1000)
    let descriptors = ProcessFigures.descriptors
    let tally = StressTally()
    let watch = Watchdog(tally)
    let isEmpty = try await exchange(tally, until: messages)
    watch.stop()
    // What is closed is let go of by the loops a little later.
    for _ in 0..<100 where ProcessFigures.descriptors > descriptors {
      try await Task.sleep(for: .milliseconds(100))
    }
    let left = ProcessFigures.descriptors - descriptors
    StreamStress.say("\(tally.summary); server empty \(isEmpty), descriptors left \(left)")
    for text in tally.faults.prefix(10) { StreamStress.say("fault: \(text)") }
    return tally.faults.isEmpty && isEmpty && left <= 0 && tally.started == tally.ended
  }

  /// Serves and calls.
  ///
  /// - Returns: whether every handler of the server has ended.
  private func exchange(_ tally: StressTally, until messages: Int) async throws -> Bool {
    var router = Router(door: OpenDoor())
    router.register(StressDesk(tally: tally))
    var configuration = ServerConfiguration()
    configuration.loops = 2
    // The callers reset and are reset all the time: that is no attack here.
    configuration.transport.resetRate = 1 << 40
    configuration.transport.resetBurst = 1 << 40
    configuration.transport.provokedResetRate = 1 << 40
    configuration.transport.provokedResetBurst = 1 << 40
    configuration.transport.glitchRate = 1 << 40
    configuration.transport.glitchBurst = 1 << 40
    let certificates = try StressCertificates()
    let server = try GRPCServer(router: router, configuration: configuration)
    guard let local = SocketAddress(literal: "127.0.0.1", port: 0) else { return false }
    let address = try server.listen(on: local, tls: certificates.server())
    let canceller = ForeignCanceller(seed: seed)
    try await call(address, certificates, tally, canceller, until: messages)
    canceller.stop()
    return await server.shutdown(grace: .seconds(10))
  }

  private func call(
    _ address: SocketAddress, _ certificates: StressCertificates, _ tally: StressTally,
    _ canceller: ForeignCanceller, until messages: Int
  ) async throws {
    let middle = ProcessFigures.Mark()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<Self.channels {
        var configuration = ChannelConfiguration()
        configuration.transport.provokedResetRate = 1 << 40
        configuration.transport.provokedResetBurst = 1 << 40
        let channel = try Channel(
          "\(address)", trust: certificates.trust, configuration: configuration)
        for caller in 0..<Self.callers {
          let caller = StressCaller(
            client: CallsClient(channel: channel), channel: channel, tally: tally,
            canceller: canceller, seed: seed &+ UInt64(number * Self.callers + caller) &* 7919,
            // Half of the callers live on the channel's loop, half in the language's pool.
            isOnLoop: caller % 2 == 0)
          group.addTask { await caller.live(until: messages, halfway: middle) }
        }
      }
      try await group.waitForAll()
    }
    let grown = ProcessFigures.residentKiB - middle.residentKiB
    StreamStress.say("memory at half time \(middle.residentKiB) KiB, in the end \(grown) KiB more")
    if grown > 32 << 10 { tally.fault("memory has grown by \(grown) KiB in the second half") }
  }
}
