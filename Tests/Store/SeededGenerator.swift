internal import Foundation

/// SplitMix64: the same numbers for the same seed, so that a failing run can be repeated. The seed
/// comes from the environment variable `LINTAS_SEED`, or from the system; tests print it.
struct SeededGenerator: RandomNumberGenerator {
  let seed: UInt64
  private var state: UInt64

  init(seed: UInt64 = Self.freshSeed) {
    self.seed = seed
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// The seed that the environment asks for, or a new one.
  static var freshSeed: UInt64 {
    if let text = ProcessInfo.processInfo.environment["LINTAS_SEED"], let seed = UInt64(text) {
      return seed
    }
    return UInt64.random(in: 0...UInt64.max)
  }
}
