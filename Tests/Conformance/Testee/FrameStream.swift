internal import Glibc

/// Standard input and output as frames: a length of four bytes, little-endian, and that many bytes.
enum FrameStream {
  /// Why the stream cannot go on.
  enum Fault: Error {
    /// The input ended within a frame.
    case cutOff
    /// The system refused to read or write, with this `errno`.
    case system(Int32)
  }

  /// The next frame of standard input, or nil at its end.
  static func read() throws(Fault) -> [UInt8]? {
    guard let head = try bytes(4) else { return nil }
    let length = head.reversed().reduce(0) { $0 << 8 | Int($1) }
    guard let body = try bytes(length) else { throw .cutOff }
    return body
  }

  /// Writes a frame to standard output.
  static func write(_ body: [UInt8]) throws(Fault) {
    let head = withUnsafeBytes(of: UInt32(body.count).littleEndian) { [UInt8]($0) }
    try put(head + body, to: STDOUT_FILENO)
  }

  /// Writes all of `bytes` to an open file.
  static func put(_ bytes: [UInt8], to file: Int32) throws(Fault) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno != EINTR { throw .system(errno) }
      rest = rest.dropFirst(max(count, 0))
    }
  }

  /// Exactly `count` bytes, or nil when the input has ended before the first.
  private static func bytes(_ count: Int) throws(Fault) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let read = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(STDIN_FILENO, buffer.baseAddress.map { $0 + filled }, count - filled)
      }
      if read < 0 && errno != EINTR { throw .system(errno) }
      if read == 0 {
        if filled == 0 { return nil }
        throw .cutOff
      }
      filled += max(read, 0)
    }
    return bytes
  }
}
