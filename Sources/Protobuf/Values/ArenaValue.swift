/// A value that lies in an arena: a message, a list or a map. It is two words, a reference to a
/// shared tree and a place in it, and behaves as any Swift value: copies are independent.
///
/// A copy shares the tree until one of the two is written; the writer then takes a deep copy. A
/// child that is read is such a copy, so a long-lived child keeps its whole tree in memory. An edit
/// of a child in place (`reply.applicant.name = "…"`) copies nothing: the parent lends the child
/// its box for as long as the edit lasts.
///
/// Names with an underscore are for generated code.
public protocol ArenaValue: Hashable, Sendable {
  /// The tree and the place in it.
  var _ref: ArenaReference { get set }
  /// Wraps a place in a tree.
  init(_ref: ArenaReference)
  /// A deep copy of the value at a place, in a tree of its own.
  static func _clone(_ ref: ArenaReference) -> ArenaReference
  /// Puts a deep copy of a value into another tree, at the slot of a field or an element.
  static func _copy(
    _ ref: ArenaReference, into slot: UnsafeMutableRawPointer,
    _ arena: UnsafeMutablePointer<ArenaState>)
  /// Bytes that the value and all below it take in a tree, about.
  static func _size(_ ref: ArenaReference) -> Int
  /// Whether the value lies in its parent's structure (lists and maps, whose place is the pair of
  /// count and array) and not behind a pointer in it (messages).
  static var _isInline: Bool { get }
}

extension ArenaValue {
  /// An empty value. It takes no memory until it is written.
  @inlinable @inline(__always)
  public init() { self.init(_ref: ArenaReference()) }

  /// The arena to write to. Only to be called after `_own`.
  @inlinable @inline(__always)
  var _arena: UnsafeMutablePointer<ArenaState> { _ref.box.unsafelyUnwrapped.arena }

  /// Makes the tree this value's own before a write, and frees it of waste when there is much:
  /// places in the tree that were found before do not hold afterwards.
  @inlinable @inline(__always)
  mutating func _own() {
    #if MUTANT_NEVER_COPY
    if _ref.box == nil { _ownByCopy() }
    #else
    if !isKnownUniquelyReferenced(&_ref.box) { return _ownByCopy() }
    #endif
    if _arena.pointee.reserved > _arena.pointee.unexamined { _examine() }
  }

  @inlinable @inline(never)
  mutating func _ownByCopy() { _ref = Self._clone(_ref) }

  /// Copies a tree that has grown and is mostly waste. Never the tree of a parent whose child is
  /// being edited: the parent keeps places in it.
  @usableFromInline @inline(never)
  mutating func _examine() {
    #if MUTANT_CHILD_COMPACTS
    guard let box = _ref.box else { return }
    #else
    guard let box = _ref.box, box.isAlone else { return }
    #endif
    let live = Self._size(_ref)
    if box.arena.pointee.isMostlyWaste(beside: live) { _ref = Self._clone(_ref) }
    _arena.pointee.postponeExamination(beyond: live)
  }

  /// Empties a value that is no longer needed, and gives its memory to the next messages of this
  /// thread together with the objects that hold it: what a loop decodes and builds then takes
  /// nothing from the heap. Without this call the memory goes the same way when the last reference
  /// goes, but the objects, some 150 bytes, go back to the heap.
  ///
  /// What still lives in copies, or in children that were read, is left alone.
  public mutating func recycle() {
    let isUnique = isKnownUniquelyReferenced(&_ref.box)
    let box = _ref.box.take()
    self = Self()
    #if MUTANT_RECYCLE_SHARED
    guard let box, isUnique else { return }
    #else
    guard let box, isUnique, box.isAlone else { return }
    #endif
    box.arena.pointee.reset()
    SpareArenas.ofThread.pointee.give(box)
  }

  /// Lends a child its box: from here until `_endEdit` this value has none and must not be used.
  /// Only to be called after `_own`.
  @inlinable @inline(__always)
  mutating func _lend<Child: ArenaValue>(_ place: UnsafeMutableRawPointer) -> Child {
    Child(_ref: ArenaReference(box: _ref.box.take(), pointer: place))
  }

  /// Ends an edit of a child in place. The child that was lent to the borrower normally comes back
  /// with the box; a child that was replaced is put in its slot.
  @inlinable @inline(__always)
  mutating func _endEdit<Child: ArenaValue>(
    of child: consuming Child, lentAt place: UnsafeMutableRawPointer,
    slot: UnsafeMutableRawPointer, keeping storage: consuming Storage
  ) {
    #if MUTANT_ALWAYS_TAKE_BACK
    _ref.box = child._ref.box
    #else
    if child._ref.pointer == place {
      _ref.box = child._ref.box
    } else {
      _replaced(by: child, slot: slot, keeping: storage)
    }
    #endif
  }

  /// The borrower put another value in the child's place. The old child's box may live on in a copy
  /// that the borrower kept: then this storage is shared, is not written, and the parent moves.
  @usableFromInline @inline(never)
  mutating func _replaced<Child: ArenaValue>(
    by child: Child, slot: UnsafeMutableRawPointer, keeping storage: consuming Storage
  ) {
    var storage = storage
    #if MUTANT_SHARED_STORAGE
    let isAlone = !Child._isInline || isKnownUniquelyReferenced(&storage)
    #else
    let isAlone = isKnownUniquelyReferenced(&storage)
    #endif
    if isAlone {
      let box = Box(storage)
      Child._copy(child._ref, into: slot, box.arena)
      _ref.box = box
    } else if Child._isInline {
      // A kept list still reads the slot, so the new one goes into the copy's slot only.
      let offset = slot - _ref.pointer
      _ref = Self._clone(ArenaReference(box: nil, pointer: _ref.pointer))
      Child._copy(child._ref, into: _ref.pointer + offset, _arena)
    } else {
      // A kept message cannot reach the slot that referred to it: point it at the new value, and
      // copy the parent whole. The parent's own parent may still copy from this tree, when the tree
      // of the new value is gone and the kept message is edited elsewhere: it finds neither.
      slot.storeBytes(of: child._ref.pointer, as: UnsafeMutableRawPointer.self)
      _ref = Self._clone(ArenaReference(box: nil, pointer: _ref.pointer))
      slot.storeBytes(of: ArenaReference().pointer, as: UnsafeMutableRawPointer.self)
    }
    withExtendedLifetime((child, storage)) {}
  }
}
