internal import CMessageBench

/// The work, done with libprotobuf-c and the heap, on the structures that both use.
enum LibraryWork {
  static func decode(_ bytes: [UInt8]) -> Contender {
    Contender(name: "libprotobuf-c") { count in
      for _ in 0..<count where bench_library_decode(bytes, bytes.count) != 0 {
        throw BenchFailure("libprotobuf-c refuses the bytes")
      }
      return count
    }
  }
}
