import LintasProtobuf
import Testing

@testable import LintasRPC

/// Promise: messages come out whole however the bytes are cut; a prefix that lies costs nothing.
@Suite struct MessageDeframerTests {
  @Test func messageIsHandedOver() {
    var deframer = MessageDeframer(limit: 1 << 20)
    let message = [0, 0, 0, 0, 2, 7, 8] as [UInt8]
    for _ in 0..<2 {
      let step = message.withUnsafeBytes { bytes in
        var input = bytes
        return deframer.next(&input)
      }
      #expect(step == .message)
      let payload = deframer.take()
      let bytes = payload.withUnsafeBytes { Array($0) }
      #expect(bytes == [7, 8])
      let (isEmpty, isBetween) = (deframer.payload.isEmpty, deframer.isBetweenMessages)
      #expect(isEmpty && isBetween)
    }
  }

  @Test(arguments: 1...12)
  func anyCutGivesTheSameMessages(piece: Int) {
    let wire = frame("abc") + frame("") + frame("a longer message") + frame("")
    var deframer = MessageDeframer(limit: 100)
    var messages: [String] = []
    for start in stride(from: 0, to: wire.count, by: piece) {
      messages += feed(&deframer, Array(wire[start..<min(start + piece, wire.count)])).messages
    }
    #expect(messages == ["abc", "", "a longer message", ""])
    let isBetween = deframer.isBetweenMessages
    #expect(isBetween)
  }

  @Test func lengthOverTheLimitIsSeenWithTheLastByteOfThePrefix() {
    var deframer = MessageDeframer(limit: 10)
    #expect(feed(&deframer, [0, 0, 0, 0]).fault == nil)
    #expect(feed(&deframer, [11]).fault == .tooLarge(11))
    var other = MessageDeframer(limit: 10)
    #expect(feed(&other, [0, 0xFF, 0xFF, 0xFF, 0xFF]).fault == .tooLarge(0xFFFF_FFFF))
    let capacity = other.payload.capacity
    #expect(capacity == 0)
  }

  @Test func bufferGrowsWithTheBytesThatCame() {
    var deframer = MessageDeframer(limit: 4 * 1024 * 1024)
    #expect(feed(&deframer, [0, 0, 0x40, 0, 0] + Array(repeating: 7, count: 100)).messages.isEmpty)
    let count = deframer.payload.count
    #expect(count == 100)
    let capacity = deframer.payload.capacity
    #expect(capacity < 4096)
    let isBetween = deframer.isBetweenMessages
    #expect(!isBetween)
  }

  @Test func messageOfExactlyTheLimitIsTaken() {
    var deframer = MessageDeframer(limit: 10)
    #expect(feed(&deframer, frame("0123456789")).messages == ["0123456789"])
  }

  @Test func flagsOtherThanZeroAreFaults() {
    var compressed = MessageDeframer(limit: 10)
    #expect(feed(&compressed, [1, 0, 0, 0, 0]).fault == .compressedWithoutEncoding)
    var unknown = MessageDeframer(limit: 10)
    #expect(feed(&unknown, [2, 0, 0, 0, 0]).fault == .unknownFlag(2))
    #expect(FramingFault.unknownFlag(2).status.code == .internalError)
    #expect(FramingFault.compressedWithoutEncoding.status.code == .internalError)
    #expect(FramingFault.tooLarge(1).status.code == .resourceExhausted)
  }

  @Test func largeBufferIsGivenBack() {
    var deframer = MessageDeframer(limit: 1 << 20)
    let large = feed(&deframer, [0, 0, 4, 0, 0] + Array(repeating: 0x31, count: 4 << 16))
    #expect(large.messages.first?.utf8.count == 4 << 16)
    let capacity = deframer.payload.capacity
    #expect(capacity == 0)
    let isBetween = deframer.isBetweenMessages
    #expect(isBetween)
  }

  private func frame(_ text: String) -> [UInt8] {
    [0, 0, 0, 0, UInt8(text.utf8.count)] + Array(text.utf8)
  }

  private func feed(
    _ deframer: inout MessageDeframer, _ bytes: [UInt8]
  ) -> (messages: [String], fault: FramingFault?) {
    var messages: [String] = []
    return bytes.withUnsafeBytes { buffer in
      var input = buffer
      while true {
        switch deframer.next(&input) {
        case .needsMore: return (messages, nil)
        case .fault(let fault): return (messages, fault)
        case .message:
          messages.append(deframer.payload.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
        }
      }
    }
  }
}
