internal import Glibc

/// A file that could not be written or read, or that others could read though it must not be so.
package struct FileFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file.
  package let path: String
  /// The system's reason, or 0 when the file itself is wrong.
  package let errno: Int32
  /// What to do about it, when the file itself is wrong.
  package let advice: String

  /// Path and reason in one sentence.
  package var description: String {
    errno == 0 ? "\(path): \(advice)" : "\(path): \(String(cString: strerror(errno)))"
  }

  init(_ path: String, errno: Int32) {
    self.path = path
    self.errno = errno
    advice = ""
  }

  init(_ path: String, advice: String) {
    self.path = path
    errno = 0
    self.advice = advice
  }
}
