import Testing

@testable import LintasRPC

/// Promise: binary metadata is written unpadded and read padded or not; what is no base 64 is seen.
@Suite struct Base64Tests {
  /// The vectors of RFC 4648 section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"),
    ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"),
  ])
  func vectors(text: String, encoded: String) {
    #expect(encode(Array(text.utf8)) == encoded)
    #expect(decode(encoded) == Array(text.utf8))
    let padding = String(repeating: "=", count: (4 - encoded.count % 4) % 4)
    #expect(decode(encoded + padding) == Array(text.utf8))
    #expect(Base64.encodedCount(text.utf8.count) == encoded.count)
  }

  @Test(arguments: [
    "A", "AAAAA", "A===", "Zg=", "Zg===", "Zm9v=", "Z-9v", "Zm 9", "Zg==Zg==", "==",
  ])
  func faultsAreSeen(text: String) {
    #expect(decode(text) == nil)
  }

  @Test func everyByteSurvives() {
    for length in 0..<70 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ length) }
      #expect(decode(encode(bytes)) == bytes)
    }
  }

  private func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    bytes.withUnsafeBytes { Base64.encode($0, into: &text) }
    return String(decoding: text, as: UTF8.self)
  }

  private func decode(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    return withBytes(text) { Base64.decode($0, into: &bytes) } ? bytes : nil
  }
}
