internal import LintasProtobuf
internal import TestMessages
internal import Testing

/// Promise: the tables that the codec works by say what protobuf-c's own descriptors say.
@Suite struct TableTests {
  @Test func tablesAgreeWithDescriptors() {
    let tables = [
      Sample._table, Numbers._table, Sparse._table, Nothing._table, Maps._table,
      Application._table,
    ]
    for table in tables { #expect(table.verify() == [], "\(table.name)") }
  }

  @Test func aMessageNamesItself() {
    #expect(Sample.messageName == "lintas.test.v1.Sample")
  }
}
