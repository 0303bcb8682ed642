internal import CProtobufC

/// What of a tree is in use, in bytes: what a deep copy would take.
enum TreeSize {
  /// A message and all below it.
  static func message(_ message: UnsafeMutableRawPointer, _ layout: Layout) -> Int {
    var size = ArenaState.room(for: layout.size)
    if let run = UnknownRun.of(message) {
      size &+= ArenaState.room(for: MemoryLayout<UnknownRun>.stride)
      size &+= ArenaState.room(for: ArenaState.capacity(for: run.pointee.bytes.count))
    }
    for index in 0..<layout.count {
      let field = layout.fields + index
      let kind = field.pointee.kind
      if field.isRepeated {
        size &+= array(
          message + field.quantifier, kind: kind, stride: field.stride, child: field.pointee.child)
        continue
      }
      guard FieldKind.isDelimited(kind) else { continue }
      if field.isOneof {
        let member = (message + field.quantifier).load(as: UInt32.self)
        if member != field.pointee.number { continue }
      }
      let slot = message + field.offset
      if kind != FieldKind.message {
        size &+= ArenaState.room(for: slot.load(as: Int.self))
      } else if let child = slot.load(as: UnsafeMutableRawPointer?.self) {
        size &+= self.message(child, field.child)
      }
    }
    return size
  }

  /// A repeated field, given the place of its pair of count and array.
  static func array(
    _ pair: UnsafeMutableRawPointer, kind: UInt8, stride: Int, child: Layout?
  ) -> Int {
    let count = pair.load(as: Int.self)
    if count == 0 { return 0 }
    let elements = pair.load(fromByteOffset: 8, as: UnsafeMutableRawPointer.self)
    var size = ArenaState.room(for: ArenaState.capacity(for: count) &* stride)
    if kind == FieldKind.message, let child {
      for index in 0..<count { size &+= message(MapEntries.entry(elements, index), child) }
    } else if FieldKind.isDelimited(kind) {
      for index in 0..<count {
        size &+= ArenaState.room(for: (elements + index &* 16).load(as: Int.self))
      }
    }
    return size
  }
}
