/// A small generator (xorshift) whose whole run follows from its seed, so that a failure can be
/// looked at again.
struct SeededRandom {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  }

  /// A number from 0 up to, not including, `bound`.
  mutating func below(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }

  /// True once in `times`.
  mutating func once(in times: Int) -> Bool { below(times) == 0 }
}
