internal import CProtobufC
internal import Glibc
internal import Testing
internal import TestMessages

@testable internal import LintasProtobuf

/// Promise: a thread keeps the memory of messages that are gone for its next ones, cleared and
/// within bounds, and never that of a message that still lives.
@Suite struct RecyclingTests {
  private var spare: UnsafeMutablePointer<SpareArenas> { SpareArenas.ofThread }

  @Test func aRecycledTreeIsTheNextOne() throws {
    spare.pointee.clear()
    let bytes = fullSample().encoded()
    var first = try Sample(decoding: bytes)
    let box = first._ref.box.map { ObjectIdentifier($0) }
    let place = first._ref.pointer
    first.recycle()
    let second = try Sample(decoding: bytes)
    #expect(second._ref.box.map { ObjectIdentifier($0) } == box && second._ref.pointer == place)
    #expect(second == fullSample())
  }

  @Test func whatStillLivesIsLeftAlone() throws {
    let bytes = fullSample().encoded()
    var first = try Sample(decoding: bytes)
    let copy = first
    first.recycle()
    var second = try Sample(decoding: bytes)
    let step = second.history[2]
    second.recycle()
    let third = try Sample(decoding: Sample.with { $0.name = "other" }.encoded())
    #expect(copy == fullSample() && step == fullSample().history[2] && third.name == "other")
    var none = Sample()
    none.recycle()
    #expect(second == Sample() && none == Sample())
  }

  /// A child is taken out and given away while its parent is being edited.
  @Test func theTreeOfAParentUnderEditIsLeftAlone() throws {
    var sample = try Sample(decoding: fullSample().encoded())
    Self.giveAway(&sample.history[2])
    let other = try Sample(decoding: fullSample().encoded())
    #expect(sample.history[2] == Step() && sample.history[3] == fullSample().history[3])
    #expect(sample.name == fullSample().name && other == fullSample())
  }

  private static func giveAway(_ step: inout Step) {
    var old = step
    step = Step()
    old.recycle()
  }

  @Test func nothingIsLeftOfWhatWasThere() throws {
    spare.pointee.clear()
    let secret = String(repeating: "nobody may read this ", count: 40)
    for _ in 0..<3 {
      var sample = try Sample(decoding: Sample.with { $0.name = secret }.encoded())
      sample.history.append { $0.note = secret }
      sample.recycle()
    }
    #expect(spare.pointee.bytes > secret.utf8.count)
    var size = ArenaBlock.smallest
    while size <= ArenaBlock.largestSpare {
      while let block = spare.pointee.takeBlock(size) {
        lintas_unpoison(block.room, size - ArenaBlock.header)
        let room = UnsafeRawBufferPointer(start: block.room, count: size - ArenaBlock.header)
        #expect(room.allSatisfy { $0 == 0 })
        block.release()
      }
      size *= 2
    }
  }

  @Test func whatIsKeptIsBounded() throws {
    let large = Sample.with { $0.name = String(repeating: "l", count: 1 << 20) }.encoded()
    var one = try Sample(decoding: large)
    one.recycle()
    let half = Sample.with { $0.name = String(repeating: "h", count: 100_000) }.encoded()
    var all: [Sample] = []
    for _ in 0..<100 { all.append(try Sample(decoding: half)) }
    for index in 0..<100 { all[index].recycle() }
    #expect(spare.pointee.bytes <= SpareArenas.mostBytes)
    spare.pointee.clear()
    #expect(spare.pointee.bytes == 0 && spare.pointee.takeBox() == nil)
  }

  @Test func aThreadThatEndsGivesAllBack() throws {
    let watch = Watch()
    var thread = pthread_t()
    let made = pthread_create(
      &thread, nil,
      { context in
        let watch = context.map { Unmanaged<Watch>.fromOpaque($0).takeUnretainedValue() }
        guard var sample = try? Sample(decoding: fullSample().encoded()) else { return nil }
        watch?.box = sample._ref.box
        sample.recycle()
        watch?.wasKept = watch?.box != nil
        return nil
      }, Unmanaged.passUnretained(watch).toOpaque())
    try #require(made == 0)
    pthread_join(thread, nil)
    #expect(watch.wasKept && watch.box == nil)
  }

  @Test func countedMemoryIsGivenBack() throws {
    let large = Sample.with { $0.name = String(repeating: "l", count: 50_000) }.encoded()
    for _ in 0..<20 {
      var sample = try Sample(decoding: large)
      #expect((sample._ref.box?.arena.pointee.counted ?? 0) >= 50_000)
      let arena = try #require(sample._ref.box?.arena)
      sample.recycle()
      #expect(arena.pointee.counted == 0 && arena.pointee.reserved == 0)
    }
  }
}

/// Sees whether a box still lives.
private final class Watch {
  weak var box: Box?
  var wasKept = false
}
