internal import CProtobufC
internal import Glibc

/// Message types by name: those that may stand in a `google.protobuf.Any` where its content has to
/// be understood, as in JSON.
public struct MessageTypes: Sendable, ExpressibleByArrayLiteral {
  /// Sorted by name.
  private let tables: [MessageTable]

  /// The types of these tables.
  public init(_ tables: [MessageTable]) {
    self.tables = tables.sorted { strcmp($0.layout.pointee.name, $1.layout.pointee.name) < 0 }
  }

  /// The types of these tables.
  public init(arrayLiteral tables: MessageTable...) { self.init(tables) }

  /// These types and others.
  public static func + (left: Self, right: Self) -> Self { Self(left.tables + right.tables) }

  /// The table of the type with this full name, or nil.
  func table(named name: UnsafeRawBufferPointer) -> Layout? {
    var low = 0
    var high = tables.count
    while low < high {
      let middle = (low &+ high) &>> 1
      let layout = tables[middle].layout
      let order = CName.order(layout.pointee.name, name)
      if order == 0 { return layout }
      if order < 0 { low = middle &+ 1 } else { high = middle }
    }
    return nil
  }

  /// The table of the type that a URL names behind its last slash; nil without a slash, too.
  func table(at url: UnsafeRawBufferPointer) -> Layout? {
    guard let slash = url.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    return table(named: UnsafeRawBufferPointer(rebasing: url[(slash + 1)...]))
  }
}
