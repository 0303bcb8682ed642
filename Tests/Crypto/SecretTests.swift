@testable internal import LintasCrypto
internal import Testing

/// Random bytes, comparison and scrypt.
struct SecretTests {
  /// A cost that does not slow the tests down.
  private static let cheap = ScryptParameters(logN: 4, r: 1, p: 1)

  /// Promise: random bytes have the length asked for and do not repeat.
  @Test func randomBytesDiffer() {
    #expect(RandomBytes.make(0).isEmpty)
    #expect(RandomBytes.make(3 << 20).count == 3 << 20)
    #expect(Set((0..<1000).map { _ in RandomBytes.make(16) }).count == 1000)
    #expect(Set((0..<1000).map { _ in RandomBytes.number() }).count == 1000)
  }

  /// Promise: the comparison answers like `==`, for every length and every place of a difference.
  @Test func constantTimeComparison() {
    #expect(ConstantTime.equals([], []))
    #expect(!ConstantTime.equals([1], []))
    for count in 1..<40 {
      let left = RandomBytes.make(count)
      #expect(ConstantTime.equals(left, left.map { $0 }))
      for index in 0..<count {
        var right = left
        right[index] ^= 0x80
        #expect(!ConstantTime.equals(left, right))
      }
    }
    #expect(ConstantTime.equals(SHA256.hash([1]), SHA256.hash([1])))
    #expect(!ConstantTime.equals(SHA256.hash([1]), SHA256.hash([2])))
  }

  /// Promise: scrypt gives the values of RFC 7914 section 12. (Its fourth needs a gigabyte.)
  @Test func scryptVectors() throws {
    let cases: [(secret: String, salt: String, ScryptParameters, output: String)] = [
      (
        "", "", ScryptParameters(logN: 4, r: 1, p: 1),
        """
        77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442
        fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906
        """
      ),
      (
        "password", "NaCl", ScryptParameters(logN: 10, r: 8, p: 16),
        """
        fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162
        2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640
        """
      ),
      (
        "pleaseletmein", "SodiumChloride", ScryptParameters(logN: 14, r: 8, p: 1),
        """
        7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2
        d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887
        """
      ),
    ]
    for (secret, salt, parameters, output) in cases {
      let result = try SecretHash.scrypt(
        Array(secret.utf8), Array(salt.utf8), parameters, count: 64)
      #expect(result == Hex.bytes(output))
    }
  }

  /// Promise: a stored hash fits its secret and no other, also after it went through a text; equal
  /// secrets have different texts.
  @Test(arguments: ["", "rahasia", "kata sandi yang panjang sekali, dengan 😀"])
  func storedHashFitsItsSecret(secret: String) throws {
    let bytes = Array(secret.utf8)
    let hash = try SecretHash(of: bytes, parameters: Self.cheap)
    let stored = try #require(SecretHash(hash.text))
    #expect(stored == hash)
    #expect(try stored.matches(bytes))
    #expect(try !stored.matches(bytes + [1]))
    #expect(try !stored.matches([0x78] + bytes))
    #expect(try SecretHash(of: bytes, parameters: Self.cheap).text != hash.text)
    #expect(hash.text.hasPrefix("$scrypt$ln=4,r=1,p=1$"))
  }

  /// Promise: the standard cost works, and a hash of another cost says that it is outdated.
  @Test func parametersCanRise() throws {
    let old = try SecretHash(of: [1], parameters: Self.cheap)
    #expect(old.isOutdated())
    let new = try SecretHash(of: [1])
    #expect(!new.isOutdated() && new.text.hasPrefix("$scrypt$ln=15,r=8,p=3$"))
    #expect(try new.matches([1]))
  }

  /// Promise: a text that is not exactly what we write is refused, and no text asks for more memory
  /// than a gigabyte.
  @Test func strangeTextsAreRefused() throws {
    let good = try SecretHash(of: [1], parameters: Self.cheap).text
    #expect(SecretHash(good) != nil)
    for index in good.indices {
      #expect(SecretHash(String(good[..<index])) == nil)
      #expect(SecretHash(String(good[..<index]) + "$" + String(good[index...])) == nil)
      #expect(SecretHash(String(good[..<index]) + " " + String(good[index...])) == nil)
    }
    let rest = good.drop { $0 != "," }.drop { $0 != "$" }
    for parameters in [
      "ln=21,r=8,p=1", "ln=20,r=9,p=1", "ln=0,r=8,p=1", "ln=4,r=0,p=1", "ln=4,r=33,p=1",
      "ln=4,r=1,p=17", "ln=04,r=1,p=1", "ln=-4,r=1,p=1", "ln=4,p=1,r=1", "ln=4,r=1", "",
      "ln=99999999999999999999,r=1,p=1", "ln=4,r=1,p=1,x=1",
    ] {
      #expect(SecretHash("$scrypt$\(parameters)\(rest)") == nil, "\(parameters)")
    }
    #expect(SecretHash("$argon2id$ln=4,r=1,p=1\(rest)") == nil)
  }

  /// Promise: base 64 takes what it gave, and refuses every other spelling.
  @Test func base64IsExact() {
    for count in 0..<50 {
      let bytes = RandomBytes.make(count)
      #expect(Base64.decode(Base64.encode(bytes).utf8) == bytes)
    }
    #expect(Base64.encode(Array("foobar".utf8)) == "Zm9vYmFy")
    #expect(Base64.encode(Array("foob".utf8)) == "Zm9vYg")
    for text in ["Z", "Zm9vYh", "Zm9vYg==", " Zm9vYg", "Zm9v Yg", "Zm9*Yg", "Zm9\u{0}Yg"] {
      #expect(Base64.decode(text.utf8) == nil, "\(text)")
    }
  }
}
