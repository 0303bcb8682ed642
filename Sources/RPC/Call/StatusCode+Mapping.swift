/// What HTTP/2 says when gRPC said nothing.
///
/// A stream that ends without `grpc-status` still has an outcome. Both tables are those of the
/// gRPC project: PROTOCOL-HTTP2.md for resets, http-grpc-status-mapping.md for HTTP statuses.
extension StatusCode {
  /// The status of a stream that the peer reset.
  ///
  /// - Parameter reset: the error code of the RST_STREAM frame (RFC 9113 section 7).
  public init(reset: UInt32) {
    switch reset {
    case 0x7: self = .unavailable  // REFUSED_STREAM: never processed, safe to try again
    case 0x8: self = .cancelled  // CANCEL
    case 0xb: self = .resourceExhausted  // ENHANCE_YOUR_CALM
    case 0xc: self = .permissionDenied  // INADEQUATE_SECURITY
    case 0x0...0xd: self = .internalError
    default: self = .unknown
    }
  }

  /// The status of a response that carries no `grpc-status`.
  ///
  /// - Parameter http: the number in `:status`. Answers of the 1xx class are no responses and
  ///   have to be skipped before.
  public init(http: Int) {
    switch http {
    case 400, 431: self = .internalError
    case 401: self = .unauthenticated
    case 403: self = .permissionDenied
    case 404: self = .unimplemented
    case 429, 502, 503, 504: self = .unavailable
    default: self = .unknown
    }
  }
}
