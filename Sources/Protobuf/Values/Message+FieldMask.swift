/// Parts of messages, named by the paths of a `google.protobuf.FieldMask`: names as in the contract
/// with stops between them, such as `applicant.address`. All but the last name of a path are
/// singular messages. What the paths do is what protobuf's own utilities do by default.
extension Message {
  /// Takes from another message what the mask names. A scalar is replaced, and becomes absent when
  /// the other has none; a message that is named itself is merged, lists are joined, maps overlaid,
  /// unless they are to be replaced. A path below a message that the other has not changes nothing,
  /// and neither does a mask without paths.
  ///
  /// On an error nothing is changed.
  public mutating func merge(
    from other: Self, mask paths: some Sequence<String>, replacingMessages: Bool = false,
    replacingLists: Bool = false
  ) throws(FieldMaskError) {
    let layout = Self._table.layout
    let tree = try MaskTree(paths, layout)
    if tree.isEmpty { return }
    _own()
    let merge = MaskMerge(
      tree: tree, arena: _arena, replacesMessages: replacingMessages,
      replacesLists: replacingLists)
    merge.merge(MaskTree.root, from: other._ref.pointer, into: _ref.pointer, layout)
    withExtendedLifetime((_ref.box, other._ref.box)) {}
  }

  /// Drops all that the mask does not name, unknown fields included; a mask without paths drops
  /// nothing. The message gets memory of its own, in which nothing is left of what was dropped.
  ///
  /// On an error nothing is changed.
  public mutating func keep(only paths: some Sequence<String>) throws(FieldMaskError) {
    let paths = Array(paths)
    if paths.isEmpty { return }
    var kept = Self()
    try kept.merge(from: self, mask: paths)
    self = kept
  }
}
