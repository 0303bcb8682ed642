internal import CProtobufC
internal import Glibc

/// Merges trees of one type, as if the encoding of one had stood behind that of the other. What is
/// taken is copied into this arena.
extension ArenaState {
  /// Merges a message and all below it into another: scalars are replaced, messages merged, lists
  /// joined, maps overlaid.
  mutating func mergeMessage(
    _ source: UnsafeMutableRawPointer, into target: UnsafeMutableRawPointer, _ layout: Layout
  ) {
    for index in 0..<layout.count {
      let field = layout.fields + index
      if field.isWritten(in: source) { mergeField(field, from: source, into: target) }
    }
    if let run = UnknownRun.of(source) { appendUnknown(run, to: target) }
  }

  /// Merges one field, which the source has.
  mutating func mergeField(
    _ field: FieldLayout, from source: UnsafeMutableRawPointer,
    into target: UnsafeMutableRawPointer
  ) {
    if field.isRepeated { return appendElements(field, from: source, to: target) }
    if field.pointee.kind == FieldKind.message {
      guard let child = field.message(in: source) else { return }
      return mergeMessage(child, into: openMessage(field, in: target), field.child)
    }
    let (from, to) = (source + field.offset, target + field.offset)
    select(field, in: target)
    if FieldKind.isDelimited(field.pointee.kind) {
      withUnsafeMutablePointer(to: &self) { TreeBytes.store(TreeBytes.buffer(from), at: to, $0) }
    } else {
      memcpy(to, from, field.stride)
    }
  }

  /// Makes a scalar present, and of a oneof the member that is set.
  private func select(_ field: FieldLayout, in message: UnsafeMutableRawPointer) {
    let quantifier = message + field.quantifier
    if field.isOneof {
      if quantifier.load(as: UInt32.self) == field.pointee.number { return }
      quantifier.storeBytes(of: field.pointee.number, as: UInt32.self)
      memset(message + field.offset, 0, field.stride)
    } else {
      quantifier.storeBytes(of: 1, as: UInt32.self)
    }
  }

  /// The message in a singular field, made present if it was not.
  mutating func openMessage(
    _ field: FieldLayout, in message: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    if let child = field.message(in: message) { return child }
    if field.isOneof { select(field, in: message) }
    let child = newMessage(MessageTable(field.child))
    (message + field.offset).storeBytes(of: child, as: UnsafeMutableRawPointer.self)
    return child
  }

  /// Makes a field absent.
  func clear(_ field: FieldLayout, in message: UnsafeMutableRawPointer) {
    let quantifier = message + field.quantifier
    if field.isRepeated {
      quantifier.storeBytes(of: 0, as: Int.self)
    } else if field.isOneof {
      if quantifier.load(as: UInt32.self) != field.pointee.number { return }
      quantifier.storeBytes(of: 0, as: UInt32.self)
    } else if field.pointee.kind != FieldKind.message {
      quantifier.storeBytes(of: 0, as: UInt32.self)
    }
    memset(message + field.offset, 0, field.isRepeated ? 8 : field.stride)
  }

  /// Puts copies of a repeated field's elements behind those that are there; of a map then takes
  /// away what has a newer entry of the same key.
  private mutating func appendElements(
    _ field: FieldLayout, from source: UnsafeMutableRawPointer, to target: UnsafeMutableRawPointer
  ) {
    var copy: (Int, UnsafeMutableRawPointer?) = (0, nil)
    withUnsafeMutablePointer(to: &copy) {
      copyArray(
        source + field.quantifier, to: UnsafeMutableRawPointer($0), kind: field.pointee.kind,
        stride: field.stride, child: field.pointee.child)
    }
    guard let elements = copy.1, copy.0 != 0 else { return }
    for index in 0..<copy.0 {
      guard
        let place = appendWithinBudget(
          count: target + field.quantifier, array: target + field.offset, stride: field.stride)
      else { heapExhausted() }
      memcpy(place, elements + index &* field.stride, field.stride)
    }
    if field.isMap { MapEntries.collapse(target + field.quantifier, key: field.child.fields) }
  }

  private mutating func appendUnknown(
    _ source: UnsafeMutablePointer<UnknownRun>, to message: UnsafeMutableRawPointer
  ) {
    guard let run = UnknownRun.of(message) else { return copyUnknown(source, into: message) }
    let (old, new) = (run.pointee.bytes, source.pointee.bytes)
    let room = Self.capacity(for: old.count &+ new.count)
    let place = allocate(room)
    if let base = old.baseAddress { memcpy(place, base, old.count) }
    if let base = new.baseAddress { memcpy(place + old.count, base, new.count) }
    run.pointee.move(to: place, room: room)
    run.pointee.field.len &+= new.count
  }
}
