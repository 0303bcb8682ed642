internal import BenchCalls
internal import LintasProtobuf

/// Chunks that tell their place in the stream.
enum StressChunk {
  /// A chunk of so many bytes, at least 8.
  static func chunk(number: Int, size: Int) -> Chunk {
    .with { chunk in
      var bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: max(8, size))
      withUnsafeBytes(of: UInt64(number).littleEndian) {
        bytes.replaceSubrange(0..<8, with: $0)
      }
      chunk.content = bytes
    }
  }

  /// Tells the tally if a chunk is not the one that was to come.
  static func check(_ chunk: Chunk, number: Int, _ tally: StressTally) {
    let bytes = chunk.content
    let found = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    let fill = UInt8(truncatingIfNeeded: number)
    if bytes.count < 8 || found != UInt64(number) || (bytes.count > 8 && bytes.last != fill) {
      tally.fault("chunk \(found) of \(bytes.count) bytes came at place \(number)")
    }
  }
}
