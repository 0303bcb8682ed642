internal import COpenSSL

// Safety: the library's object is not changed after `init`, and its count of owners is atomic.
/// A session that a client may resume, apart from the connection that it came from: the library
/// spoils the session of a connection that breaks off, and that is when it is needed.
final class TLSSavedSession: @unchecked Sendable {
  /// The library's object.
  let pointer: OpaquePointer

  /// A copy of a session; nil when memory is exhausted.
  init?(_ session: OpaquePointer?) {
    guard let session, let copy = SSL_SESSION_dup(session) else { return nil }
    pointer = copy
  }

  deinit {
    SSL_SESSION_free(pointer)
  }

  /// Whether it may be offered.
  var isFresh: Bool { lintas_ssl_session_is_fresh(pointer) == 1 }
}
