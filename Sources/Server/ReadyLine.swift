internal import Glibc

/// The one line on standard output that tells a supervisor or a test that calls are answered.
enum ReadyLine {
  /// Writes `lintasd: listening on ADDRESS` at once, without a buffer; several addresses stand
  /// behind each other.
  static func tell(_ addresses: [String]) {
    let line = "lintasd: listening on \(addresses.joined(separator: " "))\n"
    _ = line.utf8.withContiguousStorageIfAvailable {
      write(STDOUT_FILENO, $0.baseAddress, $0.count)
    }
  }
}
