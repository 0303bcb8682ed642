/// A small repeatable source of random numbers (SplitMix64): a test that fails names its seed.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed &>> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed &>> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed &>> 31)
  }

  /// Up to 30 characters of one to four bytes.
  mutating func text() -> String {
    let letters: [Unicode.Scalar] = ["a", "Z", "é", "☺", "😈", "\0", "7", "\u{10ffff}"]
    var text = ""
    for _ in 0..<Int.random(in: 0...30, using: &self) {
      text.unicodeScalars.append(letters[Int.random(in: 0..<letters.count, using: &self)])
    }
    return text
  }

  mutating func bytes() -> [UInt8] {
    (0..<Int.random(in: 0...20, using: &self)).map { _ in UInt8(truncatingIfNeeded: next()) }
  }
}
