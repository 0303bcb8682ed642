internal import CProtobufC
internal import Glibc

/// The names of a message's fields, sorted, for texts whose members come in an order of their own.
///
/// It costs more to make than a search through all names, so it is made only when many members of a
/// text were not where they were expected.
struct NameIndex {
  private struct Entry {
    let name: UnsafePointer<CChar>
    let field: Int
    /// The contract's name, which stands behind an equal one of JSON.
    let isContract: Bool
  }

  /// The message.
  let layout: Layout
  private let entries: [Entry]

  init(_ layout: Layout) {
    self.layout = layout
    var entries: [Entry] = []
    entries.reserveCapacity(2 * layout.count)
    for index in 0..<layout.count {
      let field = layout.fields[index]
      entries.append(Entry(name: field.json_name, field: index, isContract: false))
      entries.append(Entry(name: field.name, field: index, isContract: true))
    }
    entries.sort { left, right in
      let order = strcmp(left.name, right.name)
      return order < 0 || (order == 0 && !left.isContract && right.isContract)
    }
    self.entries = entries
  }

  /// The place of the field of a name, or nil.
  func field(named name: UnsafeRawBufferPointer) -> Int? {
    var low = 0
    var high = entries.count
    // The first entry that is not in front of the name.
    while low < high {
      let middle = (low &+ high) &>> 1
      if CName.order(entries[middle].name, name) < 0 { low = middle &+ 1 } else { high = middle }
    }
    guard low < entries.count, CName.equals(entries[low].name, name) else { return nil }
    return entries[low].field
  }
}
