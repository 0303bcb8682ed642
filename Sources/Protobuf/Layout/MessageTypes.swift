public import CProtobufC

/// Messages of a contract, in the order of their names: static data of the generated C, of which
/// nothing is registered or computed when a program starts. Each module of generated messages has
/// the list of its own, such as `LintasMessagesTypes.all`.
///
/// Safety: the data are constant for the life of the program.
public struct MessageTypes: RandomAccessCollection, @unchecked Sendable {
  private let list: LintasTypes

  /// Wraps a generated list.
  public init(_ list: LintasTypes) { self.list = list }

  /// Always 0.
  public var startIndex: Int { 0 }
  /// The number of messages.
  public var endIndex: Int { list.count }

  /// The message at an index.
  public subscript(index: Int) -> MessageTable {
    precondition(indices.contains(index), "no message at this index")
    return MessageTable(list.tables[index])
  }

  /// The message with a full name, such as `lintas.v1.Application`; nil if the list has none.
  public func named(_ name: String) -> MessageTable? {
    var name = name
    return name.withUTF8 { layout(named: UnsafeRawBufferPointer($0)) }.map { MessageTable($0) }
  }

  /// The table of the message with a full name; nil if the list has none.
  func layout(named name: UnsafeRawBufferPointer) -> Layout? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      let order = CName.order(list.tables[middle].pointee.name, name)
      if order == 0 { return list.tables[middle] }
      if order < 0 { low = middle + 1 } else { high = middle }
    }
    return nil
  }
}
