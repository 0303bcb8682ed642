internal import Testing
internal import TestMessages

@testable internal import LintasProtobuf

/// Promise: whatever 4 MiB hold, reading them takes no more memory than DESIGN allows, and ends.
@Suite(.serialized) struct HostileTests {
  /// Reads bytes with the limits of the server. Returns the fault and the most memory taken.
  private func read(_ bytes: [UInt8], _ table: MessageTable) -> (DecodingError?, Int) {
    let box = Box.make()
    var answer: DecodingError?
    bytes.withUnsafeBytes { buffer in
      do throws(DecodingError) {
        _ = try DecodedTree.read(buffer, table, .default, into: box.arena)
      } catch { answer = error }
    }
    return (answer, box.arena.pointee.reserved)
  }

  private func row(_ name: String, _ bytes: Int, _ answer: DecodingError?, _ peak: Int) {
    func padded(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    let said = answer.map { "\($0)" } ?? "accepted"
    print(
      "hostile:", name.padded(to: 48), padded("\(bytes)", 8), "B ", said.padded(to: 12),
      padded("\(peak)", 9), "B of arena")
  }

  @Test(arguments: HostileInput.all)
  func memoryIsBounded(_ input: HostileInput) {
    let bytes = input.bytes
    let (answer, peak) = read(bytes, Sample._table)
    row(input.name, bytes.count, answer, peak)
    #expect(bytes.count <= HostileInput.largest + 5)
    #expect(answer == input.answer)
    #expect(peak <= DecodingLimits.default.budget(for: bytes.count))
  }

  /// What the limit must not keep out: 10,000 messages of 20 fields, few of them set.
  @Test func anHonestListIsAccepted() throws {
    let list = BroadList.with { list in
      for index in 0..<10_000 {
        list.entries.append {
          $0.id = "id-\(index)"
          $0.number = Int32(index)
          $0.state = .received
        }
      }
    }
    let bytes = list.encoded()
    let (answer, peak) = read(bytes, BroadList._table)
    row("an honest list of 10,000, 3 of 20 fields set", bytes.count, answer, peak)
    #expect(answer == nil && peak <= DecodingLimits.default.budget(for: bytes.count))
    #expect(try BroadList(decoding: bytes) == list)
  }

  @Test func randomBytesAreBounded() {
    let seed = UInt64.random(in: 0..<1_000_000)
    var random = SplitMix(seed: seed)
    for length in [10, 1_000, HostileInput.largest] {
      var bytes: [UInt8] = []
      while bytes.count < length {
        withUnsafeBytes(of: random.next()) { bytes.append(contentsOf: $0) }
      }
      let (answer, peak) = read(bytes, Sample._table)
      row("random bytes", bytes.count, answer, peak)
      #expect(peak <= DecodingLimits.default.budget(for: bytes.count), "seed \(seed)")
    }
  }
}

extension String {
  /// The text with spaces behind it, up to a width.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
