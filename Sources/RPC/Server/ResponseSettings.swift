/// What goes out beside the messages of a response, where a handler or the configuration wants
/// anything but the usual.
struct ResponseSettings {
  /// Nothing was set: heads and trailers that were made once will do.
  private(set) var isUsual = true
  /// How messages are compressed that are not excepted.
  private(set) var compression = Compression.identity
  /// Metadata for the head.
  private(set) var head = Metadata()
  /// Metadata for the trailers.
  private(set) var trailers = Metadata()

  /// Somebody watches: every message goes the longer way.
  mutating func isObserved() {
    isUsual = false
  }

  /// Has messages compressed, or not.
  mutating func compress(with compression: Compression) {
    self.compression = compression
    if compression != .identity { isUsual = false }
  }

  /// Adds metadata to the head.
  mutating func addToHead(_ metadata: Metadata) {
    head.append(contentsOf: metadata)
    isUsual = false
  }

  /// Adds metadata to the trailers.
  mutating func addToTrailers(_ metadata: Metadata) {
    trailers.append(contentsOf: metadata)
    isUsual = false
  }

  /// Forgets everything, for the next call.
  mutating func reset() {
    if !isUsual { self = ResponseSettings() }
  }
}
