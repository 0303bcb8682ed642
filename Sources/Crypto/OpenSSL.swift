internal import COpenSSL

/// The one funnel for what OpenSSL's functions return.
///
/// OpenSSL keeps the reasons of a failure in a queue of the thread. Whoever reports a failure takes
/// all of them out, so that the next failure on this thread does not show old reasons, and so that
/// `SSL_get_error`, which looks at the queue, is not misled.
enum OpenSSL {
  /// Throws unless `result` is 1, which is how most functions say that they succeeded.
  static func check(_ result: Int32, _ operation: String) throws(CryptoError) {
    if result != 1 { throw failure(operation) }
  }

  /// Returns the object that a function made, or throws when it made none.
  static func made(_ object: OpaquePointer?, _ operation: String) throws(CryptoError)
    -> OpaquePointer
  {
    guard let object else { throw failure(operation) }
    return object
  }

  /// For functions that fail only when memory is exhausted or the library is broken. Going on
  /// without a digest or without random bytes would be worse than stopping.
  static func must(_ result: Int32, _ operation: String) {
    precondition(result == 1, "\(operation) failed: \(drain())")
  }

  /// The same, for functions that make an object.
  static func must(_ object: OpaquePointer?, _ operation: String) -> OpaquePointer {
    guard let object else { preconditionFailure("\(operation) failed: \(drain())") }
    return object
  }

  /// The error for a failed operation, with all reasons of the thread's queue.
  static func failure(_ operation: String) -> CryptoError {
    let reasons = drain()
    return CryptoError(operation, reasons.isEmpty ? "failed without a reason" : reasons)
  }

  /// Empties the thread's queue of errors and returns their texts.
  private static func drain() -> String {
    var texts: [String] = []
    while true {
      let code = ERR_get_error()
      if code == 0 { return texts.joined(separator: "; ") }
      var buffer = [CChar](repeating: 0, count: 256)
      ERR_error_string_n(code, &buffer, buffer.count)
      let text = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      texts.append(String(decoding: text, as: UTF8.self))
    }
  }
}
