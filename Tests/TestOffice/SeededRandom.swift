internal import Synchronization

/// Numbers that look random and are the same for the same seed (SplitMix64).
package final class SeededRandom: Sendable {
  private let state: Mutex<UInt64>

  /// Numbers from a seed.
  package init(seed: UInt64) {
    state = Mutex(seed)
  }

  /// The next number.
  package func next() -> UInt64 {
    state.withLock {
      $0 &+= 0x9E37_79B9_7F4A_7C15
      var mixed = $0
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return mixed ^ mixed >> 31
    }
  }

  /// A number from a range.
  package func next(in range: Range<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  /// So many bytes.
  package func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
  }

  /// An idempotency key as callers write it.
  package func key() -> String {
    bytes(16).map { byte in
      let digits = String(byte, radix: 16)
      return digits.utf8.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
