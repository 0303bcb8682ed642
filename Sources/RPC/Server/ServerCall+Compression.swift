internal import LintasTransport

/// How a call deals with messages that come compressed.
extension ServerCall {
  /// Takes what the head of the request says of its messages.
  final func agreeOnCompression() {
    if state.pointee.head.encoding == .gzip {
      if takesStream {
        state.pointee.requests.takesCompressed = true
      } else {
        state.pointee.deframer.takesCompressed = true
      }
    }
    if home.compression != .identity { compressResponse(with: home.compression) }
  }

  /// The bytes of a message that came compressed, valid until the next message of this loop.
  final func inflated(
    _ message: UnsafeRawBufferPointer
  ) throws(Status) -> UnsafeRawBufferPointer {
    do throws(FramingFault) {
      return try home.gzip.inflate(message, limit: home.limits.messageBytes)
    } catch {
      throw error.status
    }
  }
}
