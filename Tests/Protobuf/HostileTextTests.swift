internal import TestMessages
internal import Testing

@testable internal import LintasProtobuf

/// Promise: whatever 4 MiB of text hold, reading them as JSON takes no more memory than DESIGN
/// allows, and ends.
@Suite(.serialized) struct HostileTextTests {
  private static let options = JSONDecodingOptions(
    ignoresUnknownFields: true, types: JSONWellKnownTests.types)

  /// Reads a text with the limits of the server. Returns the fault and the most memory taken.
  private func read(
    _ bytes: [UInt8], _ table: MessageTable, _ options: JSONDecodingOptions = Self.options
  ) -> (JSONDecodingError.Reason?, Int) {
    let box = Box.make()
    var answer: JSONDecodingError.Reason?
    bytes.withUnsafeBytes { buffer in
      do throws(JSONDecodingError) {
        _ = try JSONTree.read(buffer, table, options, into: box.arena)
      } catch { answer = error.reason }
    }
    return (answer, box.arena.pointee.reserved)
  }

  @Test(arguments: HostileText.all)
  func memoryIsBounded(_ input: HostileText) {
    let bytes = input.bytes
    let clock = ContinuousClock()
    var result: (answer: JSONDecodingError.Reason?, peak: Int) = (nil, 0)
    let time = clock.measure { result = read(bytes, input.table) }
    let said = result.answer.map { "\($0)" } ?? "accepted"
    print(
      "hostile JSON: \(input.name): \(bytes.count) B, \(said), \(result.peak) B of arena, \(time)")
    #expect(bytes.count <= HostileInput.largest + 64)
    #expect(result.answer == input.answer)
    #expect(result.peak <= DecodingLimits.default.budget(for: bytes.count))
  }

  /// Contents within contents are alive at once, in arenas of their own: one budget is for all.
  @Test func contentsInContentsShareABudget() {
    func text(_ levels: Int) -> [UInt8] {
      let values = String(repeating: "null,", count: 999) + "null"
      let head = "{\"@type\":\"a/lintas.test.v1.Mixture\",\"values\":[\(values)],\"content\":"
      let all =
        String(repeating: head, count: levels) + "{}" + String(repeating: "}", count: levels)
      return [UInt8]("{\"content\":\(all)}".utf8)
    }
    func answer(_ levels: Int) -> JSONDecodingError.Reason? {
      var options = Self.options
      options.limits = DecodingLimits(
        depth: 100, baseBytes: 2 << 20, bytesPerInputByte: 0, mostBytes: 2 << 20)
      return read(text(levels), Mixture._table, options).0
    }
    #expect(answer(1) == nil)
    #expect(answer(10) == nil)
    #expect(answer(40) == .overBudget)
  }
}
