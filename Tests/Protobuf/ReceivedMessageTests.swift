internal import Testing
internal import TestMessages

@testable internal import LintasProtobuf

/// Promise: a message that comes in pieces is decoded in the memory that it came in, and memory is
/// taken for what came only.
@Suite struct ReceivedMessageTests {
  private func receive(
    _ bytes: [UInt8], pieces: Int, promised: Int? = nil
  ) -> ReceivedMessage {
    var received = ReceivedMessage()
    bytes.withUnsafeBytes { all in
      for start in stride(from: 0, to: all.count, by: pieces) {
        let piece = UnsafeRawBufferPointer(rebasing: all[start..<min(start + pieces, all.count)])
        received.append(piece, of: promised ?? bytes.count)
      }
    }
    return received
  }

  @Test(arguments: [1, 7, 100, 10_000])
  func piecesGiveTheMessage(length: Int) throws {
    let bytes = fullSample().encoded()
    let received = receive(bytes, pieces: length)
    let same = received.count == bytes.count && received.withUnsafeBytes { $0.elementsEqual(bytes) }
    #expect(same)
    var sample = try Sample(decoding: received)
    #expect(sample == fullSample())
    sample.name = "edited in the memory that it came in"
    sample.history.append { $0.note = "more" }
    #expect(try Sample(decoding: sample.encoded()) == sample)
  }

  @Test(arguments: [1, 1 << 10, 100_000, 1 << 20])
  func largeMessagesAreNotCopied(size: Int) throws {
    let sent = Sample.with {
      $0.name = String(repeating: "n", count: size)
      $0.note = "behind it"
    }
    let received = receive(sent.encoded(), pieces: 16 << 10)
    let place = received.withUnsafeBytes { $0.baseAddress }
    var sample = try Sample(decoding: received)
    #expect(sample == sent)
    let text = sample.nameUTF8.span.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress) }
    let offset = try #require(text) - (try #require(place))
    #expect(offset > 0 && offset < 8)
    sample.history.append { $0.note = "edited" }
    sample.name += "!"
    #expect(sample.name.utf8.count == size + 1 && sample.history[0].note == "edited")
  }

  @Test func memoryIsTakenForWhatCame() {
    var most = 0
    for count in stride(from: 1, to: 600_000, by: 37_000) {
      let received = receive(
        [UInt8](repeating: 1, count: count), pieces: 16 << 10, promised: 1 << 30)
      most = max(most, received.capacity)
      let capacity = received.capacity
      #expect(capacity < 2 * count + (33 << 10))
    }
    #expect(most > 0)
  }

  @Test func nothingIsAMessageToo() throws {
    #expect(try Sample(decoding: ReceivedMessage()) == Sample())
    var received = receive([1, 2, 3], pieces: 1)
    received.removeAll()
    let isEmpty = received.isEmpty && received.capacity == 0
    #expect(isEmpty)
  }

  @Test func badBytesAndTightLimitsAreRefused() throws {
    #expect(throws: DecodingError.malformed) {
      try Sample(decoding: receive([0x0a, 0xff], pieces: 1))
    }
    let tight = DecodingLimits(depth: 9, baseBytes: 100, bytesPerInputByte: 1, mostBytes: 1 << 20)
    #expect(throws: DecodingError.overBudget) {
      try Sample(decoding: receive(fullSample().encoded(), pieces: 100), limits: tight)
    }
  }

  @Test func everyTruncationIsRefusedOrShorter() throws {
    let whole = fullSample().encoded()
    for length in 0..<whole.count {
      let part = Array(whole.prefix(length))
      let one = try? Sample(decoding: part)
      let other = try? Sample(decoding: receive(part, pieces: 64))
      #expect(one == other)
    }
  }
}
