internal import CProtobufC
internal import Glibc

/// Deep copies, always into this arena and never sharing memory with the source.
extension ArenaState {
  /// A copy of a message and all below it.
  mutating func copyMessage(
    _ source: UnsafeMutableRawPointer, _ layout: Layout
  ) -> UnsafeMutableRawPointer {
    let copy = allocate(layout.size)
    memcpy(copy, source, layout.size)
    if let run = UnknownRun.of(source) { copyUnknown(run, into: copy) }
    for index in 0..<layout.count {
      let field = layout.fields + index
      let kind = field.pointee.kind
      if field.isRepeated {
        copyArray(
          source + field.quantifier, to: copy + field.quantifier, kind: kind, stride: field.stride,
          child: field.pointee.child)
        continue
      }
      guard FieldKind.isDelimited(kind) else { continue }
      if field.isOneof {
        let member = (source + field.quantifier).load(as: UInt32.self)
        if member != field.pointee.number { continue }
      }
      let slot = copy + field.offset
      if kind != FieldKind.message {
        copyBytes(at: slot)
      } else if let child = slot.load(as: UnsafeMutableRawPointer?.self) {
        slot.storeBytes(of: copyMessage(child, field.child), as: UnsafeMutableRawPointer.self)
      }
    }
    return copy
  }

  /// Copies a repeated field, given the places of the pairs of count and array.
  mutating func copyArray(
    _ source: UnsafeMutableRawPointer, to pair: UnsafeMutableRawPointer, kind: UInt8, stride: Int,
    child: Layout?
  ) {
    let count = source.load(as: Int.self)
    guard count != 0 else {
      pair.storeBytes(of: 0, as: Int.self)
      pair.storeBytes(of: nil, toByteOffset: 8, as: UnsafeMutableRawPointer?.self)
      return
    }
    let elements = source.load(fromByteOffset: 8, as: UnsafeMutableRawPointer.self)
    let array = allocate(Self.capacity(for: count) &* stride)
    memcpy(array, elements, count &* stride)
    if kind == FieldKind.message, let child {
      for index in 0..<count {
        let element = copyMessage(MapEntries.entry(elements, index), child)
        array.storeBytes(of: element, toByteOffset: index &* 8, as: UnsafeMutableRawPointer.self)
      }
    } else if FieldKind.isDelimited(kind) {
      for index in 0..<count { copyBytes(at: array + index &* 16) }
    }
    pair.storeBytes(of: count, as: Int.self)
    pair.storeBytes(of: array, toByteOffset: 8, as: UnsafeMutableRawPointer.self)
  }

  /// Gives the bytes at `place`, which still refer to the source's memory, memory of this arena.
  private mutating func copyBytes(at place: UnsafeMutableRawPointer) {
    let bytes = TreeBytes.buffer(place)
    guard let source = bytes.baseAddress else {
      place.storeBytes(of: nil, toByteOffset: 8, as: UnsafeMutableRawPointer?.self)
      return
    }
    let copy = allocate(bytes.count)
    memcpy(copy, source, bytes.count)
    place.storeBytes(of: copy, toByteOffset: 8, as: UnsafeMutableRawPointer.self)
  }

  /// Gives a message that has none a copy of another one's unknown run.
  mutating func copyUnknown(
    _ source: UnsafeMutablePointer<UnknownRun>, into message: UnsafeMutableRawPointer
  ) {
    let bytes = source.pointee.bytes
    let room = Self.capacity(for: bytes.count)
    let run = allocate(MemoryLayout<UnknownRun>.stride).bindMemory(to: UnknownRun.self, capacity: 1)
    let copy = allocate(room)
    if let base = bytes.baseAddress { memcpy(copy, base, bytes.count) }
    run.initialize(to: source.pointee)
    run.pointee.move(to: copy, room: room)
    UnknownRun.set(run, of: message)
  }
}
