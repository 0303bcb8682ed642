/// What scrypt costs (RFC 7914 section 2).
///
/// The defaults take 32 MiB of memory and about 0.3 s of one core, on purpose: so long must a thief
/// of the data work for each guess. A server therefore runs scrypt on a worker pool, never on an
/// event loop, and few at a time.
package struct ScryptParameters: Sendable, Hashable {
  /// Base-2 logarithm of the cost N, 1 to 20.
  package let logN: UInt8
  /// Block size, 1 to 32. One run takes 128 × N × r bytes.
  package let r: UInt32
  /// How many runs in sequence, 1 to 16.
  package let p: UInt32

  /// What new secrets are hashed with today: N = 2^15, r = 8, p = 3.
  package static let standard = ScryptParameters(logN: 15, r: 8, p: 3)

  /// Takes parameters as constants; they must be in range.
  package init(logN: UInt8, r: UInt32, p: UInt32) {
    precondition(Self.isValid(logN, r, p), "scrypt's parameters are out of range")
    self.logN = logN
    self.r = r
    self.p = p
  }

  /// Takes parameters from a stored hash; nil when they are out of range, so that a damaged record
  /// cannot ask for all memory of the machine.
  init?(checking logN: UInt64, _ r: UInt64, _ p: UInt64) {
    guard let logN = UInt8(exactly: logN), let r = UInt32(exactly: r), let p = UInt32(exactly: p),
      Self.isValid(logN, r, p)
    else { return nil }
    self.init(logN: logN, r: r, p: p)
  }

  /// The memory that scrypt needs with these parameters, in bytes, with room for its bookkeeping.
  var memoryLimit: UInt64 {
    128 * UInt64(r) * (1 << UInt64(logN) + UInt64(p) + 2) + (1 << 20)
  }

  /// In range, and within 1 GiB.
  private static func isValid(_ logN: UInt8, _ r: UInt32, _ p: UInt32) -> Bool {
    (1...20).contains(logN) && (1...32).contains(r) && (1...16).contains(p)
      && 128 * UInt64(r) << UInt64(logN) <= 1 << 30
  }
}
