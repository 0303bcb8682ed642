import Testing

@testable import LintasRPC

/// Promise: any text travels in `grpc-message`, and any bytes that arrive there can be read.
@Suite struct StatusMessageTests {
  @Test(arguments: [
    ("plain text", "plain text"), ("100 %", "100 %25"), (" both ends ", "%20both ends%20"),
    ("  ", "%20%20"), (" ", "%20"), ("a\tb\r\nc", "a%09b%0D%0Ac"), ("é", "%C3%A9"),
    ("😈", "%F0%9F%98%88"), ("~\u{7f}", "~%7F"), ("", ""),
  ])
  func textIsEncoded(text: String, wire: String) {
    #expect(String(decoding: StatusMessage.encode(text), as: UTF8.self) == wire)
    #expect(withBytes(wire) { StatusMessage.decode($0) } == text)
  }

  /// The message of the interop test special_status_message.
  @Test func specialMessageSurvives() {
    let text = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n"
    let wire = StatusMessage.encode(text)
    #expect(wire.allSatisfy { $0 >= 0x20 && $0 <= 0x7E })
    #expect(wire.withUnsafeBytes { StatusMessage.decode($0) } == text)
  }

  @Test(arguments: [
    ("%", "%"), ("%4", "%4"), ("%zz", "%zz"), ("%%41", "%A"), ("%c3%a9", "é"), ("%C3", "\u{FFFD}"),
    ("50%-60%", "50%-60%"),
  ])
  func brokenEscapesStandAsTheyCame(wire: String, text: String) {
    #expect(withBytes(wire) { StatusMessage.decode($0) } == text)
  }

  @Test(arguments: 0...40)
  func cutFallsBetweenCharacters(limit: Int) {
    let text = "ab é 😈  x "
    let wire = StatusMessage.encode(text, limit: limit)
    #expect(wire.count <= limit)
    #expect(wire.first != 0x20 && wire.last != 0x20)
    let read = wire.withUnsafeBytes { StatusMessage.decode($0) }
    #expect(text.hasPrefix(read))
  }
}
