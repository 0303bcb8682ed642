internal import CProtobufC
internal import Glibc

/// The decoder's front door: memory, limits, faults.
@usableFromInline
enum DecodedTree {
  /// Reads `input` into a fresh tree.
  @usableFromInline @inline(never)
  static func make(
    _ input: UnsafeRawBufferPointer, _ table: MessageTable, _ limits: DecodingLimits
  ) throws(DecodingError) -> ArenaReference {
    let box = Box.make()
    let root = try read(input, table, limits, into: box.arena)
    return ArenaReference(box: box, pointer: root)
  }

  /// Gives an arena without memory its budget, and a copy of the input with bytes behind it that
  /// may be read. The block also has room for what messages usually take beside. Nil: over budget.
  static func begin(
    _ input: UnsafeRawBufferPointer, _ layout: Layout, _ limits: DecodingLimits,
    into arena: UnsafeMutablePointer<ArenaState>
  ) -> UnsafeMutablePointer<UInt8>? {
    let budget = limits.budget(for: input.count)
    let raw = input.count &+ WireReader.slop
    let usual = raw &+ layout.size &+ usual(beside: input.count)
    let most = budget &- ArenaBlock.header
    arena.pointee.budget = budget
    guard raw <= most, arena.pointee.open(min(usual, most), raw: raw) else { return nil }
    return copy(input, into: arena)
  }

  /// Reads `input` into an arena without memory.
  static func read(
    _ input: UnsafeRawBufferPointer, _ table: MessageTable, _ limits: DecodingLimits,
    into arena: UnsafeMutablePointer<ArenaState>
  ) throws(DecodingError) -> UnsafeMutableRawPointer {
    guard let start = begin(input, table.layout, limits, into: arena),
      let root = arena.pointee.makeMessage(table.layout)
    else { throw .overBudget }
    try fill(root, table.layout, WireBytes(start), input.count, arena, depth: limits.depth)
    arena.pointee.postponeExamination(beyond: arena.pointee.reserved)
    return root
  }

  /// Bytes that messages usually take beside the `count` bytes of their encoding.
  static func usual(beside count: Int) -> Int { 64 &+ min(count &* 3, 16 * 1024) }

  /// Reads what was received into a fresh tree that takes its memory over.
  @usableFromInline @inline(never)
  static func make(
    taking received: inout ReceivedMessage, _ table: MessageTable, _ limits: DecodingLimits
  ) throws(DecodingError) -> ArenaReference {
    guard let (block, count) = received.take() else {
      return try make(UnsafeRawBufferPointer(start: nil, count: 0), table, limits)
    }
    let box = Box.make()
    let arena = box.arena
    arena.pointee.budget = limits.budget(for: count)
    guard arena.pointee.adopt(block, filled: count &+ WireReader.slop) else {
      block.release()
      throw .overBudget
    }
    let start = WireBytes(block.room.assumingMemoryBound(to: UInt8.self))
    lintas_unpoison(block.room, count &+ WireReader.slop)
    memset(block.room + count, 0, WireReader.slop)
    guard let root = arena.pointee.makeMessage(table.layout) else { throw .overBudget }
    try fill(root, table.layout, start, count, arena, depth: limits.depth)
    arena.pointee.postponeExamination(beyond: arena.pointee.reserved)
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
    guard input.count <= box.arena.pointee.budget, let start = copy(input, into: box.arena) else {
      throw .overBudget
    }
    try fill(
      reference.pointer, table.layout, WireBytes(start), input.count, box.arena, depth: limits.depth
    )
  }

  /// Puts the input into the arena, with bytes behind it that may be read.
  private static func copy(
    _ input: UnsafeRawBufferPointer, into arena: UnsafeMutablePointer<ArenaState>
  ) -> UnsafeMutablePointer<UInt8>? {
    guard let copy = arena.pointee.allocateWithinBudget(input.count &+ WireReader.slop) else {
      return nil
    }
    if let source = input.baseAddress, input.count != 0 { memcpy(copy, source, input.count) }
    memset(copy + input.count, 0, WireReader.slop)
    return copy.assumingMemoryBound(to: UInt8.self)
  }

  private static func fill(
    _ root: UnsafeMutableRawPointer, _ layout: Layout, _ start: WireBytes, _ count: Int,
    _ arena: UnsafeMutablePointer<ArenaState>, depth: Int
  ) throws(DecodingError) {
    var decoder = Decoder(arena: arena)
    let done = decoder.message(start, start + count, into: root, layout, depth: depth)
    if decoder.mayRepeatKeys { decoder.collapseMaps(root, layout) }
    guard done else { throw decoder.fault }
    arena.pointee.budget = Int.max
  }
}
