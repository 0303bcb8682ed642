internal import Glibc

/// The front door of JSON: memory, limits, faults.
enum JSONTree {
  /// Room for the first bytes of a text.
  private static let firstCapacity = 1024

  /// Writes the message at `reference` and passes the text to `use`; the bytes are valid until it
  /// returns.
  static func write<Result>(
    _ reference: ArenaReference, _ table: MessageTable, _ options: JSONEncodingOptions,
    _ use: (UnsafeRawBufferPointer) -> Result
  ) throws(JSONEncodingError) -> Result {
    var writer = JSONWriter(
      out: JSONBuffer(capacity: firstCapacity, isPretty: options.isPretty), options: options)
    defer { writer.out.free() }
    do {
      try writer.message(reference.pointer, table.layout, level: 0)
    } catch {
      throw JSONEncodingError(reason: error.reason, path: writer.trail.text)
    }
    withExtendedLifetime(reference.box) {}
    return use(writer.out.bytes)
  }

  /// Reads a text into a fresh tree.
  static func make(
    _ input: UnsafeRawBufferPointer, _ table: MessageTable, _ options: JSONDecodingOptions
  ) throws(JSONDecodingError) -> ArenaReference {
    func refusal(_ reason: JSONDecodingError.Reason, at offset: Int = 0) -> JSONDecodingError {
      JSONDecodingError(reason, at: offset, in: input, path: "")
    }
    let layout = table.layout
    let budget = options.limits.budget(for: input.count)
    let least = (input.count &+ WireReader.slop &+ layout.size &+ 15) & ~7
    guard input.count <= budget, least <= budget else { throw refusal(.overBudget) }
    let box = Box.make(min(least &+ min(input.count &* 2, 16 * 1024), budget))
    let arena = box.arena
    let first = arena.pointee.reserved
    arena.pointee.budget = budget - first
    guard first <= MemoryAccount.uncounted || arena.pointee.count(first),
      let root = arena.pointee.makeMessage(layout),
      let copy = arena.pointee.allocateWithinBudget(input.count &+ WireReader.slop)
    else { throw refusal(.overBudget) }
    if let source = input.baseAddress, input.count != 0 { memcpy(copy, source, input.count) }
    memset(copy + input.count, 0, WireReader.slop)
    let start = copy.assumingMemoryBound(to: UInt8.self)
    if let offset = JSONBytes.firstFault(start, input.count) {
      throw refusal(.invalidUTF8, at: offset)
    }
    // What no field will refer to of the text is waste; each string that is kept takes its share.
    arena.pointee.waste &+= input.count &+ WireReader.slop
    var reader = JSONReader(
      arena: arena, place: start, end: start + input.count,
      ignoresUnknown: options.ignoresUnknownFields, types: options.types)
    do {
      try reader.document(root, layout, depth: options.limits.depth)
    } catch {
      throw JSONDecodingError(
        error.reason, at: error.offset(in: start), in: input, path: reader.trail.text)
    }
    arena.pointee.budget = Int.max
    return ArenaReference(box: box, pointer: root)
  }
}
