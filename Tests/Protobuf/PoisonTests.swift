internal import CProtobufC
internal import Testing
internal import TestMessages

@testable internal import LintasProtobuf

/// Promise: under the address sanitizer what is not handed out of an arena is out of bounds,
/// between its pieces and behind. That it then ends the program, the mutants show.
@Suite struct PoisonTests {
  private static let isOn = lintas_gap() != 0

  private func isPoisoned(_ place: UnsafeRawPointer) -> Bool { lintas_is_poisoned(place) != 0 }

  @Test(.enabled(if: isOn)) func gapsAreOutOfBounds() {
    let box = Box.make(64)
    for bytes in [1, 7, 8, 9, 16, 100, 5_000] {
      let piece = box.arena.pointee.allocate(bytes)
      #expect((0..<bytes).allSatisfy { !isPoisoned(piece + $0) })
      #expect((0..<8).allSatisfy { isPoisoned(piece + bytes + $0) })
    }
    #expect(isPoisoned(box.arena.pointee.cursor))
  }

  @Test(.enabled(if: isOn)) func anArrayThatGrowsInPlaceIsInBounds() {
    var sample = Sample()
    for count in 1...1_000 {
      sample.counts.append(Int32(count))
      let array = sample.counts.span
      #expect(array[count - 1] == Int32(count))
    }
  }

  @Test(.enabled(if: isOn)) func spareBlocksAreOutOfBounds() throws {
    var sample = try Sample(decoding: fullSample().encoded())
    let place = sample._ref.pointer
    sample.recycle()
    #expect(isPoisoned(place))
    let next = try Sample(decoding: fullSample().encoded())
    #expect(next == fullSample())
  }
}
