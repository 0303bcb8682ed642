/// What the header fields of a request say, gathered field by field, and the verdict on them.
///
/// A value type without I/O. The order in which faults are looked for is the one that other
/// servers use (grpc-go's is the reference), so that a peer sees the answer it expects when a
/// request has several.
struct RequestHead {
  /// What became of a field.
  enum Field: Equatable {
    /// The protocol's own, taken in.
    case taken
    /// The path: its value names the method.
    case path
    /// The caller's own: metadata.
    case metadata
  }

  /// What to do with the request.
  enum Verdict: Equatable {
    /// Serve it.
    case serve
    /// It is no gRPC: answer so that an HTTP client understands.
    case http(Int, StatusCode, String)
    /// Somebody looks what is there: say it in a sentence.
    case page
    /// Answer with a status.
    case refuse(StatusCode, String)
    /// Answer UNIMPLEMENTED and say which encodings there are.
    case refuseEncoding
  }

  private(set) var timeout: UInt64?
  /// How messages of the request that say so are compressed; `nil` if with something unknown.
  private(set) var encoding: Compression? = .identity
  /// Whether the caller takes responses that are compressed with gzip.
  private(set) var acceptsGzip = false
  private var isPost = false
  private var isGet = false
  private var isRoot = false
  private var isContentTypeRight = false
  private var isTimeoutMalformed = false
  /// Whether a `-bin` field of the metadata was no base 64. The call's owner says so.
  var isMetadataMalformed = false

  /// Takes a field.
  ///
  /// - Parameters:
  ///   - name: the field's name in lower case, borrowed for the call.
  ///   - value: its value, likewise.
  /// - Returns: what became of it.
  mutating func take(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Field {
    switch name.count {
    case 5 where name.matches(":path"):
      isRoot = value.count == 1
      return .path
    case 7 where name.matches(":method"):
      isPost = value.matches("POST")
      if !isPost { isGet = value.matches("GET") }
      return .taken
    case 12 where name.matches("content-type"):
      isContentTypeRight = ContentType.isGRPC(value)
      return .taken
    case 12 where name.matches("grpc-timeout"):
      timeout = CallTimeout.parse(value)
      isTimeoutMalformed = timeout == nil
      return .taken
    case 13 where name.matches("grpc-encoding"):
      encoding = Compression(name: value)
      return .taken
    case 20 where name.matches("grpc-accept-encoding"):
      acceptsGzip = acceptsGzip || Compression.list(value, contains: .gzip)
      return .taken
    default:
      return Metadata.isReserved(name: name) ? .taken : .metadata
    }
  }

  /// The verdict, once all fields are taken.
  ///
  /// - Parameter isMethodKnown: whether the path names a method that this server has.
  func verdict(isMethodKnown: Bool) -> Verdict {
    if !isContentTypeRight {
      if isGet && isRoot { return .page }
      return .http(415, .invalidArgument, "the content-type is not application/grpc")
    }
    if isTimeoutMalformed { return .refuse(.internalError, "grpc-timeout is malformed") }
    if isMetadataMalformed { return .refuse(.internalError, "a -bin field is no base 64") }
    if !isPost { return .http(405, .internalError, "the method is not POST") }
    if timeout == 0 { return .refuse(.deadlineExceeded, "the deadline was over on arrival") }
    if !isMethodKnown { return .refuse(.unimplemented, "there is no such method") }
    if encoding == nil { return .refuseEncoding }
    return .serve
  }
}
