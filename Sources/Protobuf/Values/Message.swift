internal import Glibc

/// A message of a contract. The generator writes one structure a message; all that messages have in
/// common stands here and works by the message's table.
///
/// The fast style edits in place, and builds a child where it will stand:
/// ```swift
/// reply.applicant.name = "Siti"
/// reply.history.append { $0.state = .received }
/// ```
/// Assigning a child that was built apart (`reply.applicant = person`) copies it.
public protocol Message: ArenaValue, CustomStringConvertible {
  /// The layout of the message.
  static var _table: MessageTable { get }
  /// Checks the contract's rules on this message and on all below it.
  static func _check(
    _ message: borrowing CheckedMessage, _ violations: inout ViolationCollector)
}

extension Message {
  /// Builds a message in one expression.
  @inlinable
  public static func with<Failure: Error>(
    _ build: (inout Self) throws(Failure) -> Void
  ) throws(Failure) -> Self {
    var message = Self()
    try build(&message)
    return message
  }

  /// The full name of the message in the contract, such as `lintas.v1.Application`.
  public static var messageName: String { _table.name }

  /// Whether two messages mean the same: fields, presence and unknown fields. Numbers are compared
  /// by bits, maps without order.
  public static func == (left: Self, right: Self) -> Bool {
    let same = TreeEquality.messages(left._ref.pointer, right._ref.pointer, _table.layout)
    withExtendedLifetime((left._ref.box, right._ref.box)) {}
    return same
  }

  /// Hashes what `==` compares, but for unknown fields.
  public func hash(into hasher: inout Hasher) {
    TreeHash.message(_ref.pointer, Self._table.layout, into: &hasher)
    withExtendedLifetime(_ref.box) {}
  }

  /// A deep copy in a tree of its own.
  public static func _clone(_ ref: ArenaReference) -> ArenaReference {
    let layout = _table.layout
    let box = Box.make(layout.size + (layout.size > 128 ? 256 : 64))
    let copy =
      ref.pointer == ArenaReference().pointer
      ? box.arena.pointee.newMessage(_table)
      : box.arena.pointee.copyMessage(ref.pointer, layout)
    withExtendedLifetime(ref.box) {}
    return ArenaReference(box: box, pointer: copy)
  }

  /// Bytes that the message and all below it take in a tree, about.
  public static func _size(_ ref: ArenaReference) -> Int {
    let size = TreeSize.message(ref.pointer, _table.layout)
    withExtendedLifetime(ref.box) {}
    return size
  }

  /// Puts a deep copy into another tree.
  public static func _copy(
    _ ref: ArenaReference, into slot: UnsafeMutableRawPointer,
    _ arena: UnsafeMutablePointer<ArenaState>
  ) {
    let copy =
      ref.pointer == ArenaReference().pointer
      ? arena.pointee.newMessage(_table)
      : arena.pointee.copyMessage(ref.pointer, _table.layout)
    withExtendedLifetime(ref.box) {}
    slot.storeBytes(of: copy, as: UnsafeMutableRawPointer.self)
  }

  /// A message lies behind a pointer.
  @inlinable @inline(__always) public static var _isInline: Bool { false }
}
