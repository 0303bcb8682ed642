internal import COpenSSL

/// The library's error queue, which belongs to the thread: cleared before each call, so that an
/// error found after it is that call's own.
enum TLSErrorText {
  /// The first error's reason in the library's words, and an empty queue; nil if there is none.
  static func takeFirst() -> String? {
    let error = ERR_get_error()
    ERR_clear_error()
    guard error != 0 else { return nil }
    // The library keeps the errno of a system call in its queue, marked by the highest bit
    // (ERR_SYSTEM_ERROR), and has no words for it.
    if error & 0x8000_0000 != 0 {
      return systemErrorText(Int32(truncatingIfNeeded: error & 0x7fff_ffff))
    }
    if let reason = ERR_reason_error_string(error) { return String(cString: reason) }
    return "error \(error)"
  }
}
