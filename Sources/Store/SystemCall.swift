internal import Glibc

/// The funnel for `errno` of the few system calls that the store makes itself.
enum SystemCall {
  /// Runs `call` again as long as it fails with `EINTR`; returns its result, or throws `errno`.
  static func retrying(_ call: () -> Int32) throws(Errno) -> Int32 {
    while true {
      let result = call()
      if result >= 0 { return result }
      let code = errno
      if code != EINTR { throw Errno(value: code) }
    }
  }

  /// The C library's words for an `errno` value (`strerror_r` is avoided: its two forms differ).
  static func text(_ value: Int32) -> String { String(cString: strerror(value)) }

  /// A failed system call.
  struct Errno: Error {
    let value: Int32
  }
}
