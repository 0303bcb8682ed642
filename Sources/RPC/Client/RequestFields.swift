internal import LintasTransport

/// The header fields of a request.
enum RequestFields {
  /// HEADERS of a call.
  ///
  /// - Parameters:
  ///   - path: the method's path.
  ///   - origin: scheme and authority.
  ///   - metadata: what the caller sends beside the request.
  ///   - deadline: when the call will be over; `.distantFuture` sends none.
  ///   - compression: how the messages may be compressed.
  ///   - previousAttempts: how often the call was made before, for the server to know.
  static func head(
    _ path: StaticString, origin: Origin, metadata: Metadata, deadline: MonotonicTime,
    compression: Compression = .identity, previousAttempts: Int = 0
  ) -> HeaderList {
    var fields = HeaderList()
    fields.append(":method", "POST")
    fields.append(":scheme", origin.scheme)
    fields.append(":path", path)
    fields.append(":authority", origin.authority)
    fields.append("te", "trailers")
    fields.append("content-type", "application/grpc")
    fields.append("grpc-accept-encoding", Compression.all)
    fields.append("user-agent", "grpc-swift-lintas/1.0")
    if compression != .identity { fields.append("grpc-encoding", compression.name) }
    if deadline != .distantFuture {
      let now = MonotonicTime.now
      let left = deadline > now ? deadline.nanoseconds - now.nanoseconds : 0
      CallTimeout.format(left).withUnsafeBytes { fields.append("grpc-timeout", $0) }
    }
    if previousAttempts > 0 {
      fields.append("grpc-previous-rpc-attempts", "\(previousAttempts)")
    }
    metadata.forEachWireField { name, value in
      // A token must not stand in a compression table that others can probe.
      fields.append(name, value, neverIndexed: name.matches("authorization"))
    }
    return fields
  }
}
