import Testing

@testable import LintasRPC

/// Promise: the borders of messages are found wherever frames are cut, each message once and as
/// soon as it is whole, and a wrong prefix as soon as its last byte is there.
@Suite struct FrameScannerTests {
  @Test func messagesAreCountedHoweverTheyAreCut() {
    var random = SeededGenerator()
    for _ in 0..<500 {
      let sizes = (0..<Int.random(in: 0...8, using: &random)).map { _ in
        Int.random(in: 0...40, using: &random)
      }
      var bytes = sizes.flatMap { framed([UInt8](repeating: 0xFF, count: $0)) }[...]
      // After so many bytes, so many messages are whole.
      let borders = sizes.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1 + 5) }.dropFirst()
      var scanner = FrameScanner(limit: 100)
      var (read, seen) = (0, 0)
      while !bytes.isEmpty {
        let piece = Array(bytes.prefix(Int.random(in: 1...50, using: &random)))
        bytes = bytes.dropFirst(piece.count)
        guard case .messages(let count) = piece.withUnsafeBytes({ scanner.scan($0) }) else {
          Issue.record("a fault was found where there is none")
          return
        }
        read += piece.count
        seen += count
        let whole = borders.count { $0 <= read }
        #expect(seen == whole)
        #expect(scanner.isBetweenMessages == (read == 0 || borders.contains(read)))
      }
    }
  }

  @Test(arguments: [0, 1, 4, 5])
  func faultIsFoundWithTheLastByteOfThePrefix(behind: Int) {
    var scanner = FrameScanner(limit: 10)
    let good = framed([1, 2, 3])
    #expect(good.withUnsafeBytes { scanner.scan($0) } == .messages(1))
    let bad: [UInt8] = [0, 0, 0, 0, 11] + [UInt8](repeating: 0, count: behind)
    #expect(bad[..<4].withUnsafeBytes { scanner.scan($0) } == .messages(0))
    #expect(bad[4...].withUnsafeBytes { scanner.scan($0) } == .fault(.tooLarge(11)))
  }

  @Test func flagsAreChecked() {
    for (flag, fault) in [(1, .compressedWithoutEncoding), (2, .unknownFlag(2))]
      as [(UInt8, FramingFault)]
    {
      var scanner = FrameScanner(limit: 10)
      let bytes = framed([], flag: 0) + framed([], flag: flag)
      #expect(bytes.withUnsafeBytes { scanner.scan($0) } == .fault(fault))
    }
  }

  @Test func compressedMessagesPassWhereAnEncodingWasAgreed() {
    var scanner = FrameScanner(limit: 10)
    scanner.takesCompressed = true
    let bytes = framed([1, 2], flag: 1) + framed([], flag: 0)
    #expect(bytes.withUnsafeBytes { scanner.scan($0) } == .messages(2))
    scanner.reset()
    #expect(bytes.withUnsafeBytes { scanner.scan($0) } == .fault(.compressedWithoutEncoding))
  }

  @Test func resetForgetsAPartOfAMessage() {
    var scanner = FrameScanner(limit: 10)
    let part: [UInt8] = [0, 0, 0, 0, 9, 1]
    #expect(part.withUnsafeBytes { scanner.scan($0) } == .messages(0))
    scanner.reset()
    #expect(scanner.isBetweenMessages)
    #expect(framed([1]).withUnsafeBytes { scanner.scan($0) } == .messages(1))
  }
}
