internal import CProtobufC

/// Takes the fields of a mask from one tree into another of the same type.
struct MaskMerge {
  let tree: MaskTree
  let arena: UnsafeMutablePointer<ArenaState>
  /// A message that the mask names takes the place of the one that is there.
  let replacesMessages: Bool
  /// A list or map that the mask names takes the place of the one that is there.
  let replacesLists: Bool

  /// Takes the fields below a node.
  func merge(
    _ node: Int, from source: UnsafeMutableRawPointer, into target: UnsafeMutableRawPointer,
    _ layout: Layout
  ) {
    for child in tree.children(of: node) {
      let field = layout.fields + child.field
      if tree.isWhole(child.node) {
        take(field, from: source, into: target)
      } else if let below = field.message(in: source) {
        // A path below a message that the source has not leaves the target as it is.
        merge(
          child.node, from: below, into: arena.pointee.openMessage(field, in: target), field.child)
      }
    }
  }

  /// Takes one field whole.
  private func take(
    _ field: FieldLayout, from source: UnsafeMutableRawPointer,
    into target: UnsafeMutableRawPointer
  ) {
    if field.isRepeated {
      if replacesLists { arena.pointee.clear(field, in: target) }
      return arena.pointee.mergeField(field, from: source, into: target)
    }
    if field.pointee.kind == FieldKind.message {
      if replacesMessages { arena.pointee.clear(field, in: target) }
    } else if !field.isWritten(in: source) {
      // The source's value is no value: so is the target's.
      return arena.pointee.clear(field, in: target)
    }
    if field.isWritten(in: source) { arena.pointee.mergeField(field, from: source, into: target) }
  }
}
