import Testing

@testable import LintasRPC

/// Promise: calls that wait for a connection are called in the order in which they came, each once,
/// and those that have gone take no room.
@Suite struct ChannelLineTests {
  @Test func waitersAreCalledInTheirOrder() {
    var line = ChannelLine()
    let waiters = (0..<4).map { _ in ChannelWaiter() }
    for waiter in waiters { line.join(waiter) }
    line.leave(waiters[1])
    #expect(line.callFirst() === waiters[0])
    #expect(line.callFirst() === waiters[2])
    line.leave(waiters[0])
    #expect(line.count == 2 && !line.isEmpty)
    let rest = line.callAll()
    #expect(rest.count == 1 && rest[0] === waiters[3])
    #expect(line.callFirst() == nil)
    line.leave(waiters[2])
    line.leave(waiters[3])
    #expect(line.isEmpty && waiters[1].isCalled == false && waiters[3].isCalled)
  }

  /// Against a list that does the same slowly.
  @Test func anyOrderOfEventsIsBorne() {
    var random = SeededGenerator()
    var line = ChannelLine()
    var waiting: [ChannelWaiter] = []
    var called: [ChannelWaiter] = []
    for step in 0..<20_000 {
      switch Int.random(in: 0..<(step % 4000 < 2000 ? 8 : 5), using: &random) {
      case 0:
        let first = line.callFirst()
        #expect(first === waiting.first)
        if first != nil { called.append(waiting.removeFirst()) }
      case 1 where !waiting.isEmpty:
        line.leave(waiting.remove(at: Int.random(in: 0..<waiting.count, using: &random)))
      case 2 where !called.isEmpty:
        line.leave(called.removeLast())
      case 3 where step % 50 == 0:
        let all = line.callAll()
        #expect(all.map(ObjectIdentifier.init) == waiting.map(ObjectIdentifier.init))
        called += waiting
        waiting = []
      case 5...:
        waiting.append(ChannelWaiter())
        line.join(waiting[waiting.count - 1])
      default: break
      }
      #expect(line.count == waiting.count + called.count)
      #expect(line.places <= 2 * waiting.count + 64)
    }
  }
}
