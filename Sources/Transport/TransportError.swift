/// What can go wrong on the way from one process to another.
public enum TransportError: Error, Hashable, Sendable {
  /// A system call failed with an errno.
  case system(call: String, code: Int32)
  /// A host name has no address; the text is the resolver's.
  case resolution(host: String, reason: String)
  /// No connection came about, and what stood in the way at each address that was tried.
  case unreachable([AddressError])
  /// The TLS library refused: a handshake, a certificate, a record. The text is the library's.
  case tls(String)
  /// Certificates or keys given to a TLS context cannot be used.
  case credentials(String)
  /// The peer does not speak HTTP/2 over TLS (ALPN `h2`).
  case notHTTP2
  /// A deadline of `TransportLimits` passed.
  case timedOut(TransportDeadline)
  /// The peer broke HTTP/2, or a limit of `TransportLimits`; the connection ended with `code`.
  case http2(HTTP2ErrorCode, String)
  /// The peer went away without finishing its streams.
  case peerClosed
  /// This side has closed the connection, or its loop stops.
  case closed
  /// The connection takes no new streams: it drains, or its stream identifiers are used up.
  case draining
}

extension TransportError: CustomStringConvertible {
  /// One line for a log.
  public var description: String {
    switch self {
    case .system(let call, let code): "\(call) failed: \(systemErrorText(code))"
    case .resolution(let host, let reason): "cannot resolve \(host): \(reason)"
    case .unreachable(let errors): errors.map(\.description).joined(separator: "; ")
    case .tls(let text): "TLS: \(text)"
    case .credentials(let text): "TLS credentials: \(text)"
    case .notHTTP2: "the peer does not offer HTTP/2 over TLS (ALPN h2)"
    case .timedOut(let deadline): "timed out: \(deadline.rawValue)"
    case .http2(let code, let text): "HTTP/2 \(code): \(text)"
    case .peerClosed: "the peer closed the connection"
    case .closed: "the connection is closed"
    case .draining: "the connection takes no new streams"
    }
  }
}
