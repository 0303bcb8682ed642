/// The messages of a request that may have to be sent again: kept, in their frames, until the
/// call is committed to one attempt.
struct ReplayBuffer {
  /// The frames in order, one after another; empty once the buffer was let go.
  private(set) var bytes: [UInt8] = []
  /// Whether frames are kept.
  private(set) var isKept = true

  /// Keeps a copy of a frame, unless the buffer was let go.
  mutating func append(_ frame: UnsafeRawBufferPointer) {
    guard isKept else { return }
    bytes.append(contentsOf: frame)
  }

  /// Forgets everything, for good: the call is committed.
  mutating func letGo() {
    isKept = false
    bytes = []
  }
}
