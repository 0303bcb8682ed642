/// A message as HTTP/2 brings it.
enum Frames {
  private static let size = 16 * 1024

  /// Calls the body with one frame's bytes after the other.
  static func each(of bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void) {
    for start in stride(from: 0, to: bytes.count, by: size) {
      body(UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + size, bytes.count)]))
    }
  }
}
