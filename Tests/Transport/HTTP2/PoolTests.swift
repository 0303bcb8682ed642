import CEpoll
import Testing

/// Promise: blocks of the pool are as large as asked and nobody else's, keep their bytes when they
/// are moved, and what is kept for later is bounded and given back in the end. On one thread, as
/// the pool keeps by thread. The seed is printed.
@Suite struct PoolTests {
  private struct Block {
    var start: UnsafeMutableRawPointer
    var size: Int
    var mark: UInt8

    var isWhole: Bool {
      UnsafeRawBufferPointer(start: start, count: size).allSatisfy { $0 == mark }
    }

    func fill() {
      UnsafeMutableRawBufferPointer(start: start, count: size).initializeMemory(
        as: UInt8.self, repeating: mark)
    }
  }

  @Test func blocksAreTheirOwnersAlone() {
    let seed = UInt64.random(in: 1...UInt64.max)
    print("seed \(seed)")
    var state = seed
    func next(_ limit: UInt64) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % limit)
    }
    var blocks: [Block] = []
    for round in 0..<20_000 {
      switch next(4) {
      case 0 where !blocks.isEmpty:
        let block = blocks.remove(at: next(UInt64(blocks.count)))
        #expect(block.isWhole)
        lintas_pool_free(block.start, nil)
      case 1 where !blocks.isEmpty:
        let place = next(UInt64(blocks.count))
        let size = next(5_000)
        let kept = min(size, blocks[place].size)
        guard let moved = lintas_pool_realloc(blocks[place].start, size, nil) else { continue }
        blocks[place].start = moved
        blocks[place].size = kept
        #expect(blocks[place].isWhole)
        blocks[place].size = size
        blocks[place].fill()
      case 2:
        let size = next(3_000)
        guard let start = lintas_pool_calloc(1, size, nil) else { continue }
        let block = Block(start: start, size: size, mark: 0)
        #expect(block.isWhole)
        blocks.append(block)
      default:
        let size = next(3_000)
        guard let start = lintas_pool_malloc(size, nil) else { continue }
        #expect(UInt(bitPattern: start) % 16 == 0)
        let block = Block(start: start, size: size, mark: UInt8(truncatingIfNeeded: round))
        block.fill()
        blocks.append(block)
      }
    }
    for block in blocks {
      #expect(block.isWhole)
      lintas_pool_free(block.start, nil)
    }
    #expect(lintas_pool_kept() <= 256 * 1024)
    lintas_pool_drain()
    #expect(lintas_pool_kept() == 0)
  }

  @Test func sizesThatCannotBeAreRefused() {
    #expect(lintas_pool_calloc(.max, 2, nil) == nil)
    #expect(lintas_pool_calloc(.max, 3, nil) == nil)
    lintas_pool_free(nil, nil)
  }
}
