/// 256 bits that a hash function or a message authentication code gave.
///
/// An ordinary value: 32 bytes in place, no allocation. `==` is not constant in time; compare codes
/// that an attacker may guess at with `ConstantTime.equals`.
package struct Digest256: Sendable, Hashable {
  /// How many bytes a digest has.
  package static let byteCount = 32

  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  /// Has `fill` write the 32 bytes.
  init(filling fill: (UnsafeMutableRawBufferPointer) -> Void) {
    withUnsafeMutableBytes(of: &words, fill)
  }

  /// Takes 32 bytes, for instance from a stored record; nil for any other number.
  package init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count == Self.byteCount else { return nil }
    withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: bytes) }
  }

  /// Takes an array of 32 bytes; nil for any other number.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
  }

  /// Lends the 32 bytes.
  package func withUnsafeBytes<R, E>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    try Swift.withUnsafeBytes(of: words, body)
  }

  /// The 32 bytes as an array.
  package var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

  /// Whether all 32 bytes are the same.
  package static func == (left: Digest256, right: Digest256) -> Bool { left.words == right.words }

  /// Feeds a hash table: the bytes are evenly spread already, so eight of them do.
  package func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}
