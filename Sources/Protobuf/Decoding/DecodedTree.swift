internal import Glibc

/// The decoder's front door: memory, limits, faults.
@usableFromInline
enum DecodedTree {
  /// Reads `input` into a fresh tree.
  @usableFromInline @inline(never)
  static func make(
    _ input: UnsafeRawBufferPointer, _ table: MessageTable, _ limits: DecodingLimits
  ) throws(DecodingError) -> ArenaReference {
    let layout = table.layout
    let budget = limits.budget(for: input.count)
    let least = (input.count &+ WireReader.slop &+ layout.size &+ 15) & ~7
    guard input.count <= budget, least <= budget else { throw .overBudget }
    let box = Box.make(min(least &+ min(input.count &* 4, 16 * 1024), budget))
    box.arena.pointee.budget = budget
    let first = box.arena.pointee.reserved
    box.arena.pointee.budget -= first
    guard first <= MemoryAccount.uncounted || box.arena.pointee.count(first) else {
      throw .overBudget
    }
    guard let root = box.arena.pointee.makeMessage(layout) else { throw .overBudget }
    try fill(root, layout, input, box.arena, depth: limits.depth)
    return ArenaReference(box: box, pointer: root)
  }

  /// Reads `input` on top of what the tree holds at `reference`, whose box is unique. On an error
  /// the message holds what stood before the fault, and may be used.
  @usableFromInline @inline(never)
  static func merge(
    _ input: UnsafeRawBufferPointer, into reference: ArenaReference, _ table: MessageTable,
    _ limits: DecodingLimits
  ) throws(DecodingError) {
    guard let box = reference.box else { return }
    box.arena.pointee.budget = limits.budget(for: input.count)
    defer { box.arena.pointee.budget = Int.max }
    guard input.count <= box.arena.pointee.budget else { throw .overBudget }
    try fill(reference.pointer, table.layout, input, box.arena, depth: limits.depth)
  }

  private static func fill(
    _ root: UnsafeMutableRawPointer, _ layout: Layout, _ input: UnsafeRawBufferPointer,
    _ arena: UnsafeMutablePointer<ArenaState>, depth: Int
  ) throws(DecodingError) {
    guard let copy = arena.pointee.allocateWithinBudget(input.count &+ WireReader.slop) else {
      throw .overBudget
    }
    if let source = input.baseAddress, input.count != 0 { memcpy(copy, source, input.count) }
    memset(copy + input.count, 0, WireReader.slop)
    var decoder = Decoder(arena: arena)
    let start = WireBytes(copy.assumingMemoryBound(to: UInt8.self))
    let done = decoder.message(start, start + input.count, into: root, layout, depth: depth)
    if decoder.mayRepeatKeys { decoder.collapseMaps(root, layout) }
    guard done else { throw decoder.fault }
    arena.pointee.budget = Int.max
  }
}
