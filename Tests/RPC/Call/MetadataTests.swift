import Testing

@testable import LintasRPC

/// Promise: metadata keep names, order within a name, and bytes; nothing that is put into them can
/// forge a field, and nothing that arrives in them can break us.
@Suite struct MetadataTests {
  @Test func valuesOfOneNameKeepTheirOrder() {
    var metadata: Metadata = ["a": "1", "b": "2", "a": "3"]
    #expect(metadata.count == 3)
    #expect(metadata["a"] == "1")
    #expect(metadata.values("a") == ["1", "3"])
    #expect(metadata["c"] == nil)
    metadata["a"] = "4"
    #expect(metadata.values("a") == ["4"])
    #expect(metadata.values("b") == ["2"])
    metadata["b"] = nil
    #expect(metadata.count == 1)
  }

  @Test func valueIsReadInPlace() {
    let metadata: Metadata = ["x": "one", "authorization": "Bearer abc"]
    #expect(
      metadata.withValue("authorization") { String(decoding: $0, as: UTF8.self) }
        == "Bearer abc")
    #expect(metadata.withValue("y") { $0.count } == nil)
  }

  @Test func bytesGoAsUnpaddedBase64() {
    var metadata = Metadata()
    metadata.append("x-bin", bytes: [0xAB, 0xAB, 0xAB, 0xAB])
    #expect(metadata.bytes("x-bin") == [0xAB, 0xAB, 0xAB, 0xAB])
    #expect(wire(metadata) == ["x-bin: q6urqw"])
    #expect(metadata.wireSize == 5 + 6 + 32)
  }

  @Test func noValueCanForgeAField() {
    var metadata = Metadata()
    metadata.append("name", "  é\r\nevil: 1\u{0} ")
    #expect(metadata["name"] == "????evil: 1?")
    metadata.append("empty", "   ")
    #expect(metadata["empty"] == "")
  }

  @Test(arguments: [
    ("a", true), ("x-y_z.9", true), ("", false), ("A", false), ("a b", false),
    ("grpc-status", false),
    (":path", false), ("content-type", false), ("te", false), ("ä", false), ("user-agent", true),
  ])
  func namesAreJudged(name: String, isValid: Bool) {
    #expect(Metadata.isValid(name: name) == isValid)
  }

  @Test func joinedBinaryValuesAreCutBeforeTheyAreDecoded() {
    var metadata = Metadata()
    #expect(receive(&metadata, "x-bin", "Zg==,Zm8, Zm9v"))
    #expect(metadata.count == 3)
    #expect(metadata.values("x-bin") == ["f", "fo", "foo"])
  }

  @Test func malformedBinaryValueIsReportedAndLeavesNothing() {
    var metadata: Metadata = ["a": "1"]
    #expect(!receive(&metadata, "x-bin", "Zg==,Z"))
    #expect(metadata.values("x-bin") == ["f"])
    #expect(!receive(&metadata, "y-bin", "*"))
    #expect(metadata["a"] == "1")
    #expect(metadata.bytes("y-bin") == nil)
  }

  @Test func textOfAnyBytesIsTaken() {
    var metadata = Metadata()
    let name = Array("x".utf8)
    let value: [UInt8] = [0xFF, 0x41]
    let isTaken = name.withUnsafeBytes { name in
      value.withUnsafeBytes { metadata.receive(name: name, value: $0) }
    }
    #expect(isTaken)
    #expect(metadata["x"] == "\u{FFFD}A")
    #expect(metadata.bytes("x") == value)
  }

  @Test func descriptionHidesValues() {
    let metadata: Metadata = ["authorization": "Bearer secret"]
    #expect(metadata.description == "[authorization]")
  }

  @Test func setsAreJoinedAndCompared() {
    var left: Metadata = ["a": "1"]
    left.append(contentsOf: ["b": "2"])
    #expect(left == ["a": "1", "b": "2"])
    left.reset()
    #expect(left.isEmpty)
    #expect(left == Metadata())
  }

  /// The name of a field is not kept for each of the values in it, and memory that such a field
  /// took is given back: what a peer sends is not multiplied.
  @Test func fieldOfManyValuesTakesLittleMemory() {
    let name = String(repeating: "n", count: 4000) + "-bin"
    var metadata = Metadata()
    #expect(receive(&metadata, name, String(repeating: ",", count: 4000)))
    #expect(metadata.count == 4001)
    #expect(metadata.values(name).count == 4001)
    #expect(metadata.memory < 512 << 10)
    metadata.reset()
    #expect(metadata.memory < 32 << 10)
  }

  /// However they came.
  @Test func setsOfTheSameFieldsAreEqual() {
    var received = Metadata()
    #expect(receive(&received, "x-bin", "AQ,Ag"))
    var made = Metadata()
    made.append("x-bin", bytes: [1])
    made.append("x-bin", bytes: [2])
    #expect(received == made && wire(received) == ["x-bin: AQ", "x-bin: Ag"])
    made.removeAll("x-bin")
    #expect(received != made && made.isEmpty)
    made.append(contentsOf: received)
    #expect(made == received)
    #expect(!receive(&made, "y-bin", "!") && made == received)
    #expect(!receive(&made, "z-bin", ",!") && made.values("z-bin") == [""])
    #expect(wire(made) == ["x-bin: AQ", "x-bin: Ag", "z-bin: "])
  }

  private func receive(_ metadata: inout Metadata, _ name: String, _ value: String) -> Bool {
    withBytes(name) { name in withBytes(value) { metadata.receive(name: name, value: $0) } }
  }

  private func wire(_ metadata: Metadata) -> [String] {
    var fields: [String] = []
    metadata.forEachWireField { name, value in
      let name = String(decoding: name, as: UTF8.self)
      fields.append("\(name): \(String(decoding: value, as: UTF8.self))")
    }
    return fields
  }
}
