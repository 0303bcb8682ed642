/// A table: a number, a name, and the types that its keys are made of.
///
/// Tables are typed constants:
///
/// ```swift
/// static let cases = Table<CaseID>(20, "cases")
/// static let casesByOffice = Table<OfficeID, KeyTime, CaseID>(21, "cases_by_office")
///
/// try transaction.get(cases.key(id))
/// try transaction.scan(casesByOffice.range(office)) { key, _ in … }
/// ```
///
/// The number is the first byte of every key and stands on disk: it never changes, and the number
/// of a table that is gone is not used again. Applications own the numbers 16 to 250. `Store.open`
/// gets the labels of all tables and refuses a folder that knows a number under another name.
package struct Table<each Part: KeyComponent>: Sendable {
  /// Number and name.
  package let label: TableLabel

  /// A table of an application; `number` is 16 to 250.
  package init(_ number: UInt8, _ name: StaticString) {
    precondition(TableLabel.applications.contains(number), "application tables are 16 to 250")
    label = TableLabel(number: number, name: name.description)
  }

  /// A table of the store itself.
  init(reserved number: UInt8, _ name: StaticString) {
    label = TableLabel(number: number, name: name.description)
  }

  /// The key with these components.
  package func key(_ part: repeat each Part) -> Key {
    var writer = KeyWriter(table: label.number)
    repeat (each part).append(to: &writer)
    return Key(bytes: writer.bytes)
  }

  /// All keys of the table that start with these components; with none, the whole table.
  package func range<each Leading: KeyComponent>(_ leading: repeat each Leading) -> KeyRange {
    var writer = KeyWriter(table: label.number)
    repeat (each leading).append(to: &writer)
    return KeyRange(prefix: writer.bytes)
  }

  /// The components of a key of this table.
  ///
  /// Throws `StoreError.keyMalformed` for the key of another table, and for bytes that are too
  /// short, too long or no values of the components' types.
  package func parts(of key: RawSpan) throws(StoreError) -> (repeat each Part) {
    var reader = KeyReader(key)
    guard try reader.byte() == label.number else { throw StoreError.keyMalformed }
    let parts = (repeat try (each Part)(from: &reader))
    guard reader.isAtEnd else { throw StoreError.keyMalformed }
    return parts
  }

  /// The components of a key that was copied out of a transaction.
  package func parts(of key: Key) throws(StoreError) -> (repeat each Part) {
    try parts(of: key.bytes.span.bytes)
  }
}
