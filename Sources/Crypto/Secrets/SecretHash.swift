internal import COpenSSL

/// A secret as it is stored: scrypt's output with salt and parameters, never the secret.
///
/// The stored text follows the PHC string format, so that the parameters of new hashes can rise
/// while old ones still verify:
///
/// ```
/// $scrypt$ln=15,r=8,p=3$<salt, 16 bytes>$<hash, 32 bytes>      (base 64 without padding)
/// ```
///
/// scrypt begins with HMAC, which fills a short key up with zeros (RFC 2104 section 2): a secret
/// and the same secret with zero bytes after it are one. Texts that people type hold none.
///
/// `init(of:parameters:)` and `matches` take as long as the parameters say (0.3 s with the standard
/// ones): call them on a worker pool.
package struct SecretHash: Sendable, Hashable {
  /// The cost that this hash was made with.
  package let parameters: ScryptParameters
  private let salt: [UInt8]
  private let hash: [UInt8]

  private static let saltCount = 16
  private static let hashCount = 32

  /// Hashes a secret with a fresh random salt. Throws when there is no memory for it.
  package init(
    of secret: [UInt8], parameters: ScryptParameters = .standard
  ) throws(CryptoError) {
    let salt = RandomBytes.make(Self.saltCount)
    self.parameters = parameters
    self.salt = salt
    hash = try Self.scrypt(secret, salt, parameters, count: Self.hashCount)
  }

  /// Reads a stored text; nil when it is none of ours.
  package init?(_ text: String) {
    let fields = text.utf8.split(separator: UInt8(ascii: "$"), omittingEmptySubsequences: false)
    guard fields.count == 5, fields[0].isEmpty, String(fields[1]) == "scrypt",
      let parameters = Self.parameters(from: fields[2]),
      let salt = Base64.decode(fields[3]), salt.count == Self.saltCount,
      let hash = Base64.decode(fields[4]), hash.count == Self.hashCount
    else { return nil }
    self.parameters = parameters
    self.salt = salt
    self.hash = hash
  }

  /// The text to store.
  package var text: String {
    "$scrypt$ln=\(parameters.logN),r=\(parameters.r),p=\(parameters.p)"
      + "$\(Base64.encode(salt))$\(Base64.encode(hash))"
  }

  /// Whether this is the hash of `secret`; compared in constant time. Throws when there is no
  /// memory for it.
  package func matches(_ secret: [UInt8]) throws(CryptoError) -> Bool {
    let computed = try Self.scrypt(secret, salt, parameters, count: Self.hashCount)
    return ConstantTime.equals(hash, computed)
  }

  /// Whether the secret should be hashed anew, at the next sign-in, because the wanted cost is
  /// another one now.
  package func isOutdated(by wanted: ScryptParameters = .standard) -> Bool { parameters != wanted }

  /// scrypt itself (RFC 7914, `EVP_PBE_scrypt`).
  static func scrypt(
    _ secret: [UInt8], _ salt: [UInt8], _ parameters: ScryptParameters, count: Int
  ) throws(CryptoError) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: count)
    let result = secret.withUnsafeBytes { secret in
      // For an empty secret there would be no pointer, which OpenSSL takes for "only check the
      // parameters".
      let start = secret.baseAddress?.assumingMemoryBound(to: CChar.self)
      return "".withCString { empty in
        EVP_PBE_scrypt(
          start ?? empty, secret.count, salt, salt.count, 1 << UInt64(parameters.logN),
          UInt64(parameters.r), UInt64(parameters.p), parameters.memoryLimit, &output, count)
      }
    }
    try OpenSSL.check(result, "EVP_PBE_scrypt")
    return output
  }

  private static func parameters(from field: Substring.UTF8View.SubSequence) -> ScryptParameters? {
    let values = field.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard values.count == 3, let logN = number(values[0], after: "ln="),
      let r = number(values[1], after: "r="), let p = number(values[2], after: "p=")
    else { return nil }
    return ScryptParameters(checking: logN, r, p)
  }

  private static func number(_ field: Substring.UTF8View.SubSequence, after name: String) -> UInt64?
  {
    guard field.starts(with: name.utf8) else { return nil }
    let digits = field.dropFirst(name.utf8.count)
    guard (1...9).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
      digits.first != 0x30 || digits.count == 1
    else { return nil }
    return digits.reduce(0) { $0 * 10 + UInt64($1 & 0x0F) }
  }
}
