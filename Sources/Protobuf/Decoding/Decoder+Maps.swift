internal import CProtobufC

/// Entries of maps.
extension Decoder {
  /// Ends the reading of the entry that was added last to a map. One that is not whole, since there
  /// was a fault in it or the budget has no more, is taken away again.
  mutating func endEntry(
    _ entry: UnsafeMutableRawPointer, _ isWhole: Bool, _ field: FieldLayout,
    in message: UnsafeMutableRawPointer
  ) -> Bool {
    if isWhole && completeEntry(entry, field.child) { return true }
    if isWhole { fault = .overBudget }
    let count = message + field.quantifier
    count.storeBytes(of: count.load(as: Int.self) &- 1, as: Int.self)
    return false
  }

  /// Gives an entry of a map the key and the value that the wire left out, and drops fields that an
  /// entry does not have; false when the budget has no more.
  mutating func completeEntry(_ entry: UnsafeMutableRawPointer, _ layout: Layout) -> Bool {
    UnknownRun.clear(entry)
    for index in 0..<layout.count {
      let field = layout.fields + index
      guard field.pointee.kind == FieldKind.message else {
        (entry + field.quantifier).storeBytes(of: 1, as: UInt32.self)
        continue
      }
      if (entry + field.offset).load(as: UnsafeMutableRawPointer?.self) != nil { continue }
      guard let empty = arena.pointee.makeMessage(field.child) else { return false }
      (entry + field.offset).storeBytes(of: empty, as: UnsafeMutableRawPointer.self)
    }
    return true
  }

  /// Takes every map of a tree down to one entry a key. It runs once, after the whole input: maps
  /// that were collapsed with each piece of a message that comes in many pieces would cost the
  /// square of the input.
  mutating func collapseMaps(_ message: UnsafeMutableRawPointer, _ layout: Layout) {
    for index in 0..<layout.count {
      let field = layout.fields + index
      guard field.pointee.kind == FieldKind.message else { continue }
      if field.isRepeated {
        if field.isMap {
          MapEntries.collapse(message + field.quantifier, key: field.child.fields)
        }
        let count = (message + field.quantifier).load(as: Int.self)
        if count == 0 { continue }
        let array = (message + field.offset).load(as: UnsafeMutableRawPointer.self)
        for index in 0..<count { collapseMaps(MapEntries.entry(array, index), field.child) }
        continue
      }
      if field.isOneof {
        let member = (message + field.quantifier).load(as: UInt32.self)
        if member != field.pointee.number { continue }
      }
      if let child = (message + field.offset).load(as: UnsafeMutableRawPointer?.self) {
        collapseMaps(child, field.child)
      }
    }
  }
}
