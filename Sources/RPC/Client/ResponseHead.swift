/// What the header fields of a response, or its trailers, say, gathered field by field.
///
/// A value type without I/O.
struct ResponseHead {
  /// The fields that are not the protocol's own.
  private(set) var metadata = Metadata()
  /// What the server says about making the call again.
  private(set) var pushback = RetryPushback.none
  private var http = 0
  private var isContentTypeRight = false
  /// How messages may be compressed; `nil` if the name of it is unknown.
  private(set) var compression: Compression? = .identity
  private var code: StatusCode?
  private var message = ""
  private var details: [UInt8] = []

  /// Takes a field.
  ///
  /// - Parameters:
  ///   - name: the field's name in lower case, borrowed for the call.
  ///   - value: its value, likewise.
  mutating func take(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    switch name.count {
    case 7 where name.matches(":status"):
      http = Int(String(decoding: value, as: UTF8.self)) ?? 0
    case 11 where name.matches("grpc-status"):
      code = StatusCode(decimal: value)
    case 12 where name.matches("grpc-message"):
      message = StatusMessage.decode(value)
    case 12 where name.matches("content-type"):
      isContentTypeRight = ContentType.isGRPC(value)
    case 13 where name.matches("grpc-encoding"):
      compression = Compression(name: value)
    case 22 where name.matches("grpc-retry-pushback-ms"):
      pushback.take(value)
    case 23 where name.matches("grpc-status-details-bin"):
      details.removeAll()
      if !Base64.decode(value, into: &details) { details.removeAll() }
    default:
      guard !Metadata.isReserved(name: name) else { return }
      // A `-bin` field that is no base 64 is left out: it must not hide the call's outcome.
      _ = metadata.receive(name: name, value: value)
    }
  }

  /// Why a head that a body follows cannot be understood; `nil` if it can.
  var fault: Status? {
    if http != 200 { return Status(StatusCode(http: http), "the server answered HTTP \(http)") }
    if !isContentTypeRight { return Status(.unknown, "the answer is no gRPC") }
    if compression == nil { return Status(.internalError, "the answer has an unknown encoding") }
    return nil
  }

  /// The status that these fields give, as the last block of a response.
  var status: Status {
    guard let code else {
      let (code, message) =
        http != 0 && http != 200
        ? (StatusCode(http: http), "the server answered HTTP \(http)")
        : (.unknown, "the response has no grpc-status")
      return Status(code, message, details: [], metadata: metadata)
    }
    return Status(code, message, details: details, metadata: metadata)
  }
}
