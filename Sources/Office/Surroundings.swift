internal import LintasCrypto

/// What the office takes from outside besides calls: time and chance. Everything else follows from
/// them and from the store, so a test that fixes both repeats exactly.
package struct Surroundings: Sendable {
  /// The present moment.
  package let now: @Sendable () -> Moment

  /// So many random bytes, unpredictable in a real office.
  package let random: @Sendable (_ count: Int) -> [UInt8]

  /// The machine's clock, and OpenSSL's random bytes.
  package static let real = Surroundings(
    now: { Moment.now() }, random: { RandomBytes.make($0) })

  /// Surroundings of one's own, for tests.
  package init(
    now: @escaping @Sendable () -> Moment, random: @escaping @Sendable (_ count: Int) -> [UInt8]
  ) {
    self.now = now
    self.random = random
  }
}
