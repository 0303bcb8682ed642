internal import LintasCrypto
internal import Testing

/// Digests and codes against the vectors that the standards publish.
struct DigestTests {
  /// Promise: SHA-256 gives the values of FIPS 180-4's examples, at once and in pieces.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func sha256(message: String, expected: String) {
    let bytes = Array(message.utf8)
    #expect(SHA256.hash(bytes).bytes == Hex.bytes(expected))
    for cut in 0...bytes.count {
      var digest = SHA256()
      digest.update(Array(bytes[..<cut]))
      digest.update(String(decoding: bytes[cut...], as: UTF8.self))
      #expect(digest.finish().bytes == Hex.bytes(expected))
    }
  }

  /// Promise: a long message gives the published value.
  @Test func sha256OfAMillionLetters() {
    var digest = SHA256()
    for _ in 0..<1000 { digest.update([UInt8](repeating: 0x61, count: 1000)) }
    #expect(
      digest.finish().bytes
        == Hex.bytes("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"))
  }

  /// Promise: HMAC-SHA-256 gives the values of RFC 4231 section 4; one key serves many messages.
  @Test func hmacSHA256() {
    let aa131 = [UInt8](repeating: 0xaa, count: 131)
    let cases: [(key: [UInt8], message: [UInt8], code: String)] = [
      (
        [UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8),
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
      ),
      (
        Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
      ),
      (
        [UInt8](repeating: 0xaa, count: 20), [UInt8](repeating: 0xdd, count: 50),
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
      ),
      (
        Array(1...25), [UInt8](repeating: 0xcd, count: 50),
        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
      ),
      (
        aa131, Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
      ),
      (
        aa131,
        Array(
          """
          This is a test using a larger than block-size key and a larger than block-size data. \
          The key needs to be hashed before being used by the HMAC algorithm.
          """.utf8),
        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
      ),
    ]
    for (key, message, code) in cases {
      let hmac = HMACSHA256(key: key)
      for _ in 0..<2 { #expect(hmac.code(of: message).bytes == Hex.bytes(code)) }
    }
    // An empty key is a key (RFC 2104 section 2), and an empty message a message.
    #expect(
      HMACSHA256(key: []).code(of: [UInt8]()).bytes
        == Hex.bytes("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"))
  }

  /// Promise: one keyed object serves many threads at once.
  @Test func hmacIsSharedByThreads() async {
    let hmac = HMACSHA256(key: [1, 2, 3])
    let expected = hmac.code(of: [4, 5, 6])
    let right = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<32 {
        group.addTask { (0..<200).allSatisfy { _ in hmac.code(of: [4, 5, 6]) == expected } }
      }
      return await group.allSatisfy { $0 }
    }
    #expect(right)
  }

  /// Promise: a digest is taken from exactly 32 bytes and compares by all of them.
  @Test func digestsAreValues() {
    let digest = SHA256.hash([1])
    #expect(Digest256(digest.bytes) == digest)
    #expect(Digest256([UInt8](repeating: 0, count: 31)) == nil)
    #expect(Digest256([UInt8](repeating: 0, count: 33)) == nil)
    for index in 0..<32 {
      var bytes = digest.bytes
      bytes[index] ^= 1
      #expect(Digest256(bytes) != digest)
    }
  }
}
