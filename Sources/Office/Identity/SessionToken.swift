internal import LintasCrypto

/// The token of a session: 256 random bits. Whoever holds it is the caller; the office keeps only
/// its SHA-256, so that who reads the store cannot call.
package struct SessionToken: Sendable {
  private let bytes: [UInt8]

  /// A new token of 32 random bytes.
  init(random: [UInt8]) {
    bytes = random
  }

  /// Reads a token as `text` writes it; nil if it is none.
  package init?(_ text: String) {
    guard text.utf8.count == 52, let bytes = CrockfordBase32.bytes(text), bytes.count == 32 else {
      return nil
    }
    self.bytes = bytes
  }

  /// For the caller: 52 characters of base 32.
  package var text: String { CrockfordBase32.text(bytes) }

  /// What the office keeps.
  var hash: [UInt8] { SHA256.hash(bytes).bytes }
}

extension SessionToken: CustomStringConvertible {
  /// Says nothing: tokens stay out of logs.
  package var description: String { "•" }
}
