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
    let box = Box.make()
    let root = try read(input, table, options, into: box.arena)
    return ArenaReference(box: box, pointer: root)
  }

  /// Reads a text into an arena without memory.
  static func read(
    _ input: UnsafeRawBufferPointer, _ table: MessageTable, _ options: JSONDecodingOptions,
    into arena: UnsafeMutablePointer<ArenaState>
  ) throws(JSONDecodingError) -> UnsafeMutableRawPointer {
    func refusal(_ reason: JSONDecodingError.Reason, at offset: Int = 0) -> JSONDecodingError {
      JSONDecodingError(reason, at: offset, in: input, path: "")
    }
    guard let start = DecodedTree.begin(input, table.layout, options.limits, into: arena),
      let root = arena.pointee.makeMessage(table.layout)
    else { throw refusal(.overBudget) }
    if let offset = JSONBytes.firstFault(start, input.count) {
      throw refusal(.invalidUTF8, at: offset)
    }
    var reader = JSONReader(
      arena: arena, place: start, end: start + input.count,
      ignoresUnknown: options.ignoresUnknownFields, types: options.types)
    do {
      try reader.document(root, table.layout, depth: options.limits.depth)
    } catch {
      throw JSONDecodingError(
        error.reason, at: error.offset(in: start), in: input, path: reader.trail.text)
    }
    arena.pointee.budget = Int.max
    arena.pointee.postponeExamination(beyond: arena.pointee.reserved)
    return root
  }
}
