public import CProtobufC

/// The layout of one message type: a pointer to static data that the generator wrote in C.
///
/// Safety: the data are constant for the life of the program.
@frozen public struct MessageTable: @unchecked Sendable {
  @usableFromInline let layout: UnsafePointer<LintasTable>

  /// Wraps a generated table.
  @inlinable @inline(__always)
  public init(_ layout: UnsafePointer<LintasTable>) { self.layout = layout }

  /// The full name of the message in the contract, such as `lintas.v1.Application`.
  public var name: String { String(cString: layout.pointee.name) }
}
