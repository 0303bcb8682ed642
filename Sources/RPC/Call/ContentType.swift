/// The media type of gRPC (PROTOCOL-HTTP2.md).
enum ContentType {
  /// Whether a value is `application/grpc`, alone, with a codec that we speak, or with a parameter.
  ///
  /// `application/grpc-web` is another protocol, and any codec but protobuf is none of ours.
  ///
  /// - Parameter value: the value of `content-type`, borrowed for the call.
  static func isGRPC(_ value: UnsafeRawBufferPointer) -> Bool {
    guard value.starts(with: "application/grpc") else { return false }
    let rest = UnsafeRawBufferPointer(rebasing: value.dropFirst(16))
    guard let first = rest.first else { return true }
    if first == 0x3B { return true }
    return rest.matches("+proto") || rest.starts(with: "+proto;")
  }
}
