internal import COpenSSL

// Safety: the library's context is written in `init` only, before anybody else sees it; after that
// the library itself guards what connections share.
/// What the TLS connections of one server or one client have in common: certificates, trust and the
/// rules. TLS 1.2 and 1.3 only; on 1.2 only ephemeral elliptic curves with AEAD ciphers, which RFC
/// 9113 appendix A does not forbid; no compression, no renegotiation, no early data; ALPN `h2`.
/// Sessions are resumed by tickets: a server gives one with each handshake, and a client keeps the
/// last one of each server that it knows.
///
/// A context is immutable. New certificates mean a new context; connections keep the one that they
/// began with.
public final class TLSContext: @unchecked Sendable {
  /// The side that connections of this context play.
  public let role: HTTP2Role
  private let context: OpaquePointer
  /// What a server seals its tickets with; the library is given a pointer to it.
  private let tickets: TLSTicketKeys?
  /// The sessions that a client may resume; nil if it resumes none.
  let sessions: TLSSessionStore?

  /// A server's context.
  ///
  /// - Parameters:
  ///   - credentials: the server's certificate chain and key; ECDSA P-256 is the cheapest to use.
  ///   - clientCertificates: whether clients are asked for a certificate.
  ///   - trust: whose client certificates are valid; nil if none are asked for.
  ///   - tickets: what session tickets are sealed with; contexts that share it take each other's
  ///     tickets, if they have the same certificate and want the same of clients. Nil: sessions are
  ///     not resumed.
  /// - Throws: `.credentials` with the reason.
  public static func server(
    _ credentials: TLSCredentials, clientCertificates: TLSClientCertificates = .off,
    trust: TLSTrust? = nil, tickets: TLSTicketKeys? = TLSTicketKeys()
  ) throws(TransportError) -> TLSContext {
    let server = try TLSContext(role: .server, tickets: tickets, sessions: nil)
    try server.use(credentials)
    SSL_CTX_set_alpn_select_cb(server.context, selectProtocol, nil)
    switch clientCertificates {
    case .off:
      SSL_CTX_set_verify(server.context, SSL_VERIFY_NONE, nil)
    case .optional:
      SSL_CTX_set_verify(server.context, SSL_VERIFY_PEER, nil)
    case .required:
      SSL_CTX_set_verify(
        server.context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nil)
    }
    if let trust { try server.trust(trust) }
    try server.issueTickets(clientCertificates)
    return server
  }

  /// A client's context: it checks the server's chain and name.
  ///
  /// - Parameters:
  ///   - credentials: the client's own certificate, for servers that ask.
  ///   - resumes: whether sessions are resumed: each connection to a server that was reached before
  ///     then spares both sides the certificates.
  /// - Throws: `.credentials` with the reason.
  public static func client(
    trust: TLSTrust, credentials: TLSCredentials? = nil, resumes: Bool = true
  ) throws(TransportError) -> TLSContext {
    let client = try TLSContext(
      role: .client, tickets: nil, sessions: resumes ? TLSSessionStore() : nil)
    if resumes {
      lintas_ssl_ctx_keep_sessions(client.context)
      SSL_CTX_sess_set_new_cb(client.context, keepSession)
    }
    if let credentials { try client.use(credentials) }
    try client.trust(trust)
    SSL_CTX_set_verify(client.context, SSL_VERIFY_PEER, nil)
    // One protocol: its length and its name (RFC 7301 section 3.1). This call returns 0 on success.
    let protocols: [UInt8] = [2, UInt8(ascii: "h"), UInt8(ascii: "2")]
    guard SSL_CTX_set_alpn_protos(client.context, protocols, UInt32(protocols.count)) == 0 else {
      throw TLSContext.refusal()
    }
    return client
  }

  private init(
    role: HTTP2Role, tickets: TLSTicketKeys?, sessions: TLSSessionStore?
  ) throws(TransportError) {
    ERR_clear_error()
    self.role = role
    self.tickets = tickets
    self.sessions = sessions
    let method = role == .server ? TLS_server_method() : TLS_client_method()
    guard let context = SSL_CTX_new(method) else { throw TLSContext.refusal() }
    self.context = context
    lintas_ssl_ctx_defaults(context)
    guard lintas_ssl_ctx_modern_versions(context) == 1,
      SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1
    else { throw TLSContext.refusal() }
  }

  deinit {
    SSL_CTX_free(context)
  }

  /// A new connection object of the library; nil when memory is exhausted.
  func makeConnection() -> OpaquePointer? {
    SSL_new(context)
  }

  private func use(_ credentials: TLSCredentials) throws(TransportError) {
    ERR_clear_error()
    switch credentials.source {
    case .files(let chain, let key):
      guard SSL_CTX_use_certificate_chain_file(context, chain) == 1 else {
        throw TLSContext.refusal(of: chain)
      }
      guard SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) == 1 else {
        throw TLSContext.refusal(of: key)
      }
    case .pem(let chain, let key):
      let loaded = lintas_ssl_ctx_use_pem(
        context, chain, Int32(clamping: chain.count), key, Int32(clamping: key.count))
      guard loaded == 1 else { throw TLSContext.refusal() }
    }
    guard SSL_CTX_check_private_key(context) == 1 else { throw TLSContext.refusal() }
  }

  private func issueTickets(_ kind: TLSClientCertificates) throws(TransportError) {
    guard let tickets else { return }
    let number: UInt8 =
      switch kind {
      case .off: 0
      case .optional: 1
      case .required: 2
      }
    guard lintas_ssl_ctx_issue_tickets(context, number, tickets.lifetimeSeconds) == 1,
      SSL_CTX_set_ex_data(context, 0, Unmanaged.passUnretained(tickets).toOpaque()) == 1,
      SSL_CTX_set_tlsext_ticket_key_evp_cb(context, sealTicket) == 1
    else { throw TLSContext.refusal() }
  }

  private func trust(_ trust: TLSTrust) throws(TransportError) {
    ERR_clear_error()
    switch trust {
    case .system:
      guard SSL_CTX_set_default_verify_paths(context) == 1 else { throw TLSContext.refusal() }
    case .file(let path):
      guard SSL_CTX_load_verify_locations(context, path, nil) == 1 else {
        throw TLSContext.refusal(of: path)
      }
      if role == .server {
        SSL_CTX_set_client_CA_list(context, SSL_load_client_CA_file(path))
      }
    case .pem(let text):
      guard lintas_ssl_ctx_trust_pem(context, text, Int32(clamping: text.count)) > 0 else {
        throw .credentials("no certificate of an authority in the text")
      }
    }
  }

  /// The library's reason for its last refusal, with the file that it is about.
  private static func refusal(of file: String? = nil) -> TransportError {
    let reason = TLSErrorText.takeFirst() ?? "refused without a reason"
    return .credentials(file.map { "\($0): \(reason)" } ?? reason)
  }
}

/// Chooses `h2` among the protocols that a client offers, or ends the handshake with a fatal
/// no_application_protocol alert (RFC 7301 section 3.2). A client that sends no such extension is
/// not asked here; it is refused when the handshake is done.
private func selectProtocol(
  _ ssl: OpaquePointer?, _ chosen: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
  _ chosenLength: UnsafeMutablePointer<UInt8>?, _ offered: UnsafePointer<UInt8>?,
  _ offeredLength: UInt32, _ argument: UnsafeMutableRawPointer?
) -> Int32 {
  guard let offered, let chosen, let chosenLength else { return SSL_TLSEXT_ERR_ALERT_FATAL }
  var index = 0
  while index < Int(offeredLength) {
    let length = Int(offered[index])
    guard index + 1 + length <= Int(offeredLength) else { break }
    if length == 2, offered[index + 1] == UInt8(ascii: "h"), offered[index + 2] == UInt8(ascii: "2")
    {
      chosen.pointee = offered + index + 1
      chosenLength.pointee = 2
      return SSL_TLSEXT_ERR_OK
    }
    index += 1 + length
  }
  return SSL_TLSEXT_ERR_ALERT_FATAL
}
