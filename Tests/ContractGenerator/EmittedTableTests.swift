import LintasMessages
import LintasProtobuf
import LintasRecords
import LintasStandard
import Testing

/// The tables that are emitted say the same as the descriptors that protoc-gen-c emits: two
/// programs agree on every field's number, kind, place and presence.
struct EmittedTableTests {
  /// Each table is checked with all that it reaches.
  @Test func `agree with protobuf-c's descriptors`() {
    let modules = [LintasMessagesTypes.all, LintasRecordsTypes.all, LintasStandardTypes.all]
    let tables = modules.flatMap { $0 }
    #expect(tables.count > 100)
    for table in tables {
      #expect(table.verify() == [], "\(table.name)")
    }
  }
}
