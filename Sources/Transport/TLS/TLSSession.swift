internal import COpenSSL
internal import Glibc

/// The TLS of one socket: wraps the library's connection object, which reads and writes the
/// descriptor itself. Confined to the connection's loop.
final class TLSSession {
  /// What became of a step.
  enum Step {
    /// Bytes were moved, or (0) the handshake is done.
    case done(Int)
    /// To be tried again when the socket can be read.
    case wantsRead
    /// To be tried again when the socket can be written.
    case wantsWrite
    /// The peer has closed its side.
    case end
    /// The connection is broken, for this reason.
    case failed(TransportError)
  }

  private let ssl: OpaquePointer
  private let context: TLSContext
  /// Whose sessions a client resumes.
  private let target: String

  /// A session over a connected descriptor, which it does not own.
  ///
  /// - Parameters:
  ///   - serverName: the name or address that a client expects in the server's certificate.
  ///   - peer: where the server is.
  init(
    context: TLSContext, descriptor: Int32, serverName: String?, peer: SocketAddress? = nil
  ) throws(TransportError) {
    ERR_clear_error()
    guard let ssl = context.makeConnection() else { throw .tls("out of memory") }
    self.ssl = ssl
    self.context = context
    target =
      context.role == .client ? "\(serverName ?? "")@\(peer?.description ?? "")" : ""
    guard SSL_set_fd(ssl, descriptor) == 1 else { throw .tls("out of memory") }
    switch context.role {
    case .server:
      SSL_set_accept_state(ssl)
    case .client:
      SSL_set_connect_state(ssl)
      try expect(serverName ?? "")
      resume()
    }
  }

  deinit {
    SSL_free(ssl)
  }

  /// Makes the handshake fail unless the server's certificate is for `name`.
  private func expect(_ name: String) throws(TransportError) {
    if SocketAddress(literal: name, port: 0) != nil {
      guard X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), name) == 1 else {
        throw .tls("cannot expect the address \(name)")
      }
    } else {
      SSL_set_hostflags(ssl, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
      guard !name.isEmpty, SSL_set1_host(ssl, name) == 1,
        lintas_ssl_set_server_name(ssl, name) == 1
      else { throw .tls("cannot expect the name \(name)") }
    }
  }

  /// Offers the last session of this server, if there is one. Its ticket is used up by that: shown
  /// twice, it would tell onlookers that two connections have the same owner (RFC 8446 C.4).
  private func resume() {
    guard let sessions = context.sessions else { return }
    SSL_set_ex_data(ssl, 0, Unmanaged.passUnretained(self).toOpaque())
    if let session = sessions.take(target) { SSL_set_session(ssl, session.pointer) }
  }

  /// Keeps a session that the server has given, for the next connection.
  func keep(_ session: TLSSavedSession) {
    context.sessions?.keep(session, for: target)
  }

  /// Goes on with the handshake; at its end, checks that HTTP/2 was agreed.
  func handshake() -> Step {
    ERR_clear_error()
    let result = SSL_do_handshake(ssl)
    guard result == 1 else { return explain(result, in: "handshake") }
    return applicationProtocol == "h2" ? .done(0) : .failed(.notHTTP2)
  }

  /// Decrypts bytes into `buffer`.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Step {
    ERR_clear_error()
    let result = SSL_read(ssl, buffer.baseAddress, Int32(clamping: buffer.count))
    return result > 0 ? .done(Int(result)) : explain(result, in: "read")
  }

  /// Encrypts and sends bytes, at most one record of them. When it must be tried again, it must be
  /// with the same bytes.
  func write(_ bytes: UnsafeRawBufferPointer) -> Step {
    ERR_clear_error()
    let result = SSL_write(ssl, bytes.baseAddress, Int32(clamping: bytes.count))
    return result > 0 ? .done(Int(result)) : explain(result, in: "write")
  }

  /// Whether bytes that came from the socket wait inside the library, where epoll cannot see them.
  var hasPending: Bool { SSL_has_pending(ssl) == 1 }

  /// Says goodbye (close_notify), once, without waiting for the answer.
  func sayGoodbye() {
    ERR_clear_error()
    SSL_shutdown(ssl)
    ERR_clear_error()
  }

  /// What the finished handshake says about the peer.
  func identity() -> TLSIdentity {
    var der: UnsafeMutablePointer<UInt8>?
    let length = Int(lintas_ssl_peer_certificate(ssl, &der))
    defer { lintas_free(der) }
    let certificate = Array(UnsafeBufferPointer(start: der, count: length))
    let uri = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 2048) { buffer -> String? in
      let length = lintas_ssl_peer_uri(ssl, buffer.baseAddress, Int32(buffer.count))
      guard length > 0 else { return nil }
      return String(decoding: UnsafeRawBufferPointer(buffer).prefix(Int(length)), as: UTF8.self)
    }
    ERR_clear_error()
    return TLSIdentity(
      version: SSL_get_version(ssl).map { String(cString: $0) } ?? "",
      cipher: SSL_CIPHER_get_name(SSL_get_current_cipher(ssl)).map { String(cString: $0) } ?? "",
      applicationProtocol: applicationProtocol, isResumed: SSL_session_reused(ssl) == 1,
      peerCertificate: length > 0 ? certificate : nil, peerURI: uri)
  }

  /// The cipher suite by the name that IANA lists; empty before the handshake is done.
  var standardCipher: String {
    guard let cipher = SSL_get_current_cipher(ssl) else { return "" }
    return SSL_CIPHER_standard_name(cipher).map { String(cString: $0) } ?? ""
  }

  /// This end's certificate in DER; nil if it has none.
  var ownCertificate: [UInt8]? {
    var der: UnsafeMutablePointer<UInt8>?
    let length = Int(lintas_ssl_own_certificate(ssl, &der))
    defer { lintas_free(der) }
    return length > 0 ? Array(UnsafeBufferPointer(start: der, count: length)) : nil
  }

  private var applicationProtocol: String {
    var name: UnsafePointer<UInt8>?
    var length: UInt32 = 0
    SSL_get0_alpn_selected(ssl, &name, &length)
    return String(decoding: UnsafeBufferPointer(start: name, count: Int(length)), as: UTF8.self)
  }

  private func explain(_ result: Int32, in call: String) -> Step {
    let code = errno
    switch SSL_get_error(ssl, result) {
    case SSL_ERROR_WANT_READ: return .wantsRead
    case SSL_ERROR_WANT_WRITE: return .wantsWrite
    case SSL_ERROR_ZERO_RETURN: return .end
    case SSL_ERROR_SYSCALL:
      if code == 0 { return .end }
      // To a server a client that breaks off has left; a client wants to know why.
      if context.role == .server && (code == ECONNRESET || code == EPIPE) { return .end }
      return .failed(.system(call: call, code: code))
    default:
      if lintas_error_is_unexpected_eof() != 0 { return .end }
      return .failed(.tls(reason(inHandshake: call == "handshake")))
    }
  }

  /// The library's words; for a certificate that was not accepted, why.
  private func reason(inHandshake: Bool) -> String {
    let text = TLSErrorText.takeFirst() ?? "broken without a reason"
    let verified = SSL_get_verify_result(ssl)
    guard inHandshake, verified != Int(X509_V_OK),
      let why = X509_verify_cert_error_string(verified)
    else { return text }
    return "\(text) (\(String(cString: why)))"
  }
}

/// The library has a session that can be resumed. Called from within a read.
func keepSession(_ ssl: OpaquePointer?, _ session: OpaquePointer?) -> Int32 {
  guard let ssl, let owner = SSL_get_ex_data(ssl, 0), let saved = TLSSavedSession(session) else {
    return 0
  }
  // Safety: the object is set by itself, frees `ssl` in its own deinit, and is the only one that
  // reads from it.
  Unmanaged<TLSSession>.fromOpaque(owner)._withUnsafeGuaranteedRef { $0.keep(saved) }
  return 0
}
