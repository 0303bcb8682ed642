internal import CProtobufC

/// Names of members.
extension JSONReader {
  /// Members that may stand where they were not expected before an index is made.
  private static let fewMisses = 32
  /// Fields up to which a search through all is quick.
  private static let fewFields = 8

  /// The place of the field of a name. Most texts keep the order of the contract, so the field
  /// behind the last one is tried first.
  @inline(__always)
  mutating func find(
    _ name: UnsafeRawBufferPointer, _ layout: Layout, expected: Int
  ) -> Int? {
    if expected < layout.count, CName.equals(layout.fields[expected].json_name, name) {
      return expected
    }
    return search(name, layout, from: expected)
  }

  /// Looks for a name among those of JSON, then among those of the contract.
  @inline(never)
  private mutating func search(
    _ name: UnsafeRawBufferPointer, _ layout: Layout, from first: Int
  ) -> Int? {
    let count = layout.count
    if count > Self.fewFields {
      misses &+= 1
      if misses > Self.fewMisses { return index(of: layout).field(named: name) }
    }
    for index in first..<max(first, count) where CName.equals(layout.fields[index].json_name, name)
    {
      return index
    }
    for index in 0..<min(first, count) where CName.equals(layout.fields[index].json_name, name) {
      return index
    }
    for index in 0..<count where CName.equals(layout.fields[index].name, name) { return index }
    return nil
  }

  /// The index of a message, made when it is first asked for.
  private mutating func index(of layout: Layout) -> NameIndex {
    if let made = indices.first(where: { $0.layout == layout }) { return made }
    let index = NameIndex(layout)
    indices.append(index)
    return index
  }
}
