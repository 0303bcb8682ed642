internal import LintasProtobuf
internal import TestMessages
internal import Testing

/// Promise: the tables that the codec works by say what protobuf-c's own descriptors say.
@Suite struct TableTests {
  @Test func tablesAgreeWithDescriptors() {
    let tables = [
      Sample._table, Numbers._table, Sparse._table, Nothing._table, Maps._table, Unpacked._table,
      Application._table,
    ]
    for table in tables { #expect(table.verify() == [], "\(table.name)") }
  }

  @Test func messagesAreFoundByName() {
    let all = TestMessagesTypes.all
    #expect(all.map(\.name) == all.map(\.name).sorted())
    for table in all {
      #expect(all.named(table.name)?.name == table.name)
      #expect(table.verify() == [], "\(table.name)")
    }
    #expect(all.named("lintas.test.v1.Sampl") == nil && all.named("") == nil)
    #expect(all.named("lintas.test.v1.Maps.StepsEntry") == nil)
  }

  @Test func aMessageNamesItself() {
    #expect(Sample.messageName == "lintas.test.v1.Sample")
  }
}
