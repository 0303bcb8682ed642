import LintasTransport
import Testing

@testable import LintasRPC

/// Promise: what peers are granted fits into what may be buffered, whatever the limits, and limits
/// that contradict each other are told so in a sentence.
@Suite struct CreditPlanTests {
  @Test func defaultsFitIntoEachOther() {
    let limits = RPCLimits()
    #expect(ServerConfiguration().contradiction == nil)
    let plan = CreditPlan(limits, TransportLimits())
    // Where a peer begins that has not read our SETTINGS.
    #expect(plan.firstWindow == 65_535)
    #expect(plan.window == 256 << 10)
  }

  @Test func plansKeepWithinTheirLimits() {
    var random = SeededGenerator()
    var plans = 0
    for _ in 0..<20_000 {
      var configuration = ServerConfiguration()
      configuration.limits.messageBytes = Int.random(in: 0...(8 << 20), using: &random)
      configuration.limits.bufferedBytesPerConnection = .random(in: 0...(32 << 20), using: &random)
      configuration.limits.bufferedBytesPerLoop = Int.random(in: 0...(64 << 20), using: &random)
      configuration.transport.concurrentStreams = .random(in: 0...1_000, using: &random)
      configuration.transport.streamWindow = .random(in: 1_024...(1 << 20), using: &random)
      let (limits, transport) = (configuration.limits, configuration.transport)
      let plan = CreditPlan(limits, transport)
      guard configuration.contradiction == nil else { continue }
      plans += 1
      let streams = max(1, Int(transport.concurrentStreams))
      #expect(plan.firstWindow >= CreditPlan.leastFirstWindow && plan.firstWindow <= plan.window)
      #expect(
        plan.firstWindow * streams + plan.perConnection == limits.bufferedBytesPerConnection)
      #expect(plan.firstPerLoop + plan.perLoop == limits.bufferedBytesPerLoop)
      // The largest message fits, whatever the others do, and so does one connection's start.
      #expect(plan.firstWindow + plan.reserve >= limits.messageBytes + MessagePrefix.size)
      #expect(plan.reserve <= min(plan.perConnection, plan.perLoop))
      #expect(plan.firstPerLoop >= plan.firstWindow)
    }
    #expect(plans > 1_000)
  }

  @Test func contradictionsAreSentences() {
    var configuration = ServerConfiguration()
    configuration.limits.messageBytes = 16 << 20
    #expect(configuration.contradiction?.contains("do not fit into the 16777216 B") == true)
    configuration = ServerConfiguration()
    configuration.transport.concurrentStreams = 65_536
    #expect(configuration.contradiction?.contains("windows of 65536 streams") == true)
    configuration = ServerConfiguration()
    configuration.limits.bufferedBytesPerLoop = 1 << 20
    #expect(configuration.contradiction?.contains("1048576 B of its loop") == true)
  }

  /// Whoever's turn it is can finish, whatever the others have taken.
  @Test func reserveIsThereForWhoseTurnItIs() {
    var random = SeededGenerator()
    var pool = CreditPool(capacity: 1_000, reserve: 300)
    var held: [Int] = []
    for _ in 0..<10_000 {
      if Bool.random(using: &random), let last = held.popLast() {
        pool.giveBack(last)
      } else {
        let room = pool.room(inTurn: false)
        let taken = Int.random(in: 0...room, using: &random)
        pool.take(taken)
        held.append(taken)
      }
      #expect(pool.room(inTurn: true) >= 300)
    }
    #expect(pool.peak <= 700)
  }

  @Test func roomIsHeldUntilBytesAreTaken() {
    var credit = RequestCredit(first: 1_000)
    credit.receive(600)
    #expect(credit.left == 400 && credit.withinFirst == 600 && credit.extra == 0)
    credit.allow(2_000)
    #expect(credit.left == 2_400 && credit.extra == 2_000)
    credit.receive(2_400)
    #expect(credit.left == 0 && credit.withinFirst == 1_000 && credit.extra == 2_000)
    // What is taken frees the room beyond the first window before the window itself.
    credit.take(1_500)
    #expect(credit.extra == 500 && credit.withinFirst == 1_000 && credit.free == 0)
    credit.take(1_500)
    #expect(credit.extra == 0 && credit.withinFirst == 0 && credit.free == 1_000)
    credit.allow(1_500)
    #expect(credit.extra == 500)
    credit.close()
    #expect(credit.extra == 0 && credit.withinFirst == 0 && credit.left == 1_500)
    credit.drop(1_500)
    #expect(credit.extra == 0 && credit.withinFirst == 0 && credit.free == 1_000)
  }
}
