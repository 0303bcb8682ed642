internal import LintasTransport

/// The header fields of a response: its head, and the status at its end.
enum StatusFields {
  /// HEADERS of a response that a body follows.
  ///
  /// - Parameters:
  ///   - compression: how messages that say so are compressed.
  ///   - metadata: what the handler sends in the head.
  static func head(
    compression: Compression = .identity, metadata: Metadata = Metadata()
  ) -> HeaderList {
    var fields = HeaderList()
    fields.append(":status", "200")
    fields.append("content-type", "application/grpc")
    if compression != .identity { fields.append("grpc-encoding", compression.name) }
    append(metadata, to: &fields)
    return fields
  }

  /// HEADERS of the page that a browser gets.
  static func page() -> HeaderList {
    HeaderList([(":status", "200"), ("content-type", "text/plain; charset=utf-8")])
  }

  /// Trailers of a call that went well.
  static func okTrailers() -> HeaderList {
    var fields = HeaderList()
    fields.append("grpc-status", "0")
    return fields
  }

  /// Trailers with a status, cut to fit.
  ///
  /// - Parameters:
  ///   - status: the status.
  ///   - limit: the header list that the peer takes, in bytes as HTTP/2 counts them.
  static func trailers(_ status: Status, limit: Int) -> HeaderList {
    var fields = HeaderList()
    append(status, to: &fields, budget: limit)
    return fields
  }

  /// The one block of a call that ends before it had anything to say ("Trailers-Only").
  ///
  /// - Parameters:
  ///   - status: the status.
  ///   - http: what stands in `:status`; other than 200 only for requests that are no gRPC.
  ///   - encodings: whether to say which encodings this server takes.
  ///   - limit: the header list that the peer takes.
  static func trailersOnly(
    _ status: Status, http: StaticString = "200", encodings: Bool = false, limit: Int
  ) -> HeaderList {
    var fields = HeaderList()
    fields.append(":status", http)
    fields.append("content-type", "application/grpc")
    if encodings { fields.append("grpc-accept-encoding", Compression.all) }
    append(status, to: &fields, budget: limit - fixedBytes)
    return fields
  }

  /// `:status`, `content-type` and `grpc-accept-encoding`, as HTTP/2 counts them.
  private static let fixedBytes = 42 + 60 + 65

  /// Adds the status, most important part first: the code always; the message, cut after a whole
  /// character, to half the budget if there are details; details and metadata if they fit whole,
  /// since a part of them means nothing. Too much, and the peer would reset the stream.
  private static func append(_ status: Status, to fields: inout HeaderList, budget: Int) {
    var left = budget - 45
    fields.append("grpc-status", number(status.code))
    if !status.message.isEmpty {
      let room = (status.details.isEmpty ? left : left / 2) - 44
      let message = StatusMessage.encode(status.message, limit: max(0, room))
      message.withUnsafeBytes { fields.append("grpc-message", $0) }
      left -= message.count + 44
    }
    if !status.details.isEmpty {
      let size = Base64.encodedCount(status.details.count) + 55
      if size <= left {
        var text: [UInt8] = []
        status.details.withUnsafeBytes { Base64.encode($0, into: &text) }
        text.withUnsafeBytes { fields.append("grpc-status-details-bin", $0) }
        left -= size
      }
    }
    if !status.metadata.isEmpty, status.metadata.wireSize <= left {
      append(status.metadata, to: &fields)
    }
  }

  private static func append(_ metadata: Metadata, to fields: inout HeaderList) {
    metadata.forEachWireField { name, value in fields.append(name, value) }
  }

  private static func number(_ code: StatusCode) -> StaticString {
    switch code {
    case .ok: "0"
    case .cancelled: "1"
    case .unknown: "2"
    case .invalidArgument: "3"
    case .deadlineExceeded: "4"
    case .notFound: "5"
    case .alreadyExists: "6"
    case .permissionDenied: "7"
    case .resourceExhausted: "8"
    case .failedPrecondition: "9"
    case .aborted: "10"
    case .outOfRange: "11"
    case .unimplemented: "12"
    case .internalError: "13"
    case .unavailable: "14"
    case .dataLoss: "15"
    case .unauthenticated: "16"
    }
  }
}
