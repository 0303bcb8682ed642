internal import Testing
internal import TestMessages

@testable internal import LintasProtobuf

/// Promise: the memory that decoded messages hold together is bounded; small messages do not count.
@Suite struct MemoryAccountTests {
  @Test func accountKeepsItsCeiling() {
    let account = MemoryAccount(ceiling: 100)
    let answers = [account.take(60), account.take(41), account.take(40)]
    #expect(answers == [true, false, true])
    account.giveBack(60)
    let again = account.take(60)
    account.limit(to: 50)
    let more = account.take(1)
    #expect(again && !more)
  }

  @Test func largeMessagesCountAndSmallOnesDoNot() throws {
    for (size, isCounted) in [(10, false), (100_000, true)] {
      let application = Application.with { $0.remark = String(repeating: "x", count: size) }
      let bytes = application.encoded()
      let tree = try bytes.withUnsafeBytes {
        try DecodedTree.make($0, Application._table, .default)
      }
      let arena = try #require(tree.box).arena
      #expect((arena.pointee.counted > 0) == isCounted)
      #expect(arena.pointee.counted <= arena.pointee.reserved)
    }
    #expect(DecodingLimits.processBytes == 512 << 20)
  }
}
