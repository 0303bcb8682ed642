/// An error code of HTTP/2, RFC 9113 section 7. Unknown codes are kept as they came.
@frozen
public struct HTTP2ErrorCode: RawRepresentable, Hashable, Sendable {
  /// The number on the wire.
  public let rawValue: UInt32

  /// The code with this number.
  @inlinable
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// Not an error: an orderly end.
  public static let noError = HTTP2ErrorCode(rawValue: 0x0)
  /// The peer broke the protocol.
  public static let protocolError = HTTP2ErrorCode(rawValue: 0x1)
  /// Something unexpected happened here.
  public static let internalError = HTTP2ErrorCode(rawValue: 0x2)
  /// The peer sent more than its window allows.
  public static let flowControlError = HTTP2ErrorCode(rawValue: 0x3)
  /// SETTINGS were not acknowledged in time.
  public static let settingsTimeout = HTTP2ErrorCode(rawValue: 0x4)
  /// A frame came for a stream that is closed.
  public static let streamClosed = HTTP2ErrorCode(rawValue: 0x5)
  /// A frame has a wrong size.
  public static let frameSizeError = HTTP2ErrorCode(rawValue: 0x6)
  /// The stream was not processed at all and may be tried again.
  public static let refusedStream = HTTP2ErrorCode(rawValue: 0x7)
  /// The stream is no longer wanted.
  public static let cancel = HTTP2ErrorCode(rawValue: 0x8)
  /// The compression state is broken.
  public static let compressionError = HTTP2ErrorCode(rawValue: 0x9)
  /// A CONNECT failed.
  public static let connectError = HTTP2ErrorCode(rawValue: 0xa)
  /// The peer makes too much work.
  public static let enhanceYourCalm = HTTP2ErrorCode(rawValue: 0xb)
  /// The transport is not secure enough.
  public static let inadequateSecurity = HTTP2ErrorCode(rawValue: 0xc)
  /// HTTP/1.1 is required.
  public static let http11Required = HTTP2ErrorCode(rawValue: 0xd)
}

extension HTTP2ErrorCode: CustomStringConvertible {
  /// The RFC's name of the code.
  public var description: String {
    let names = [
      "NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT",
      "STREAM_CLOSED", "FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR",
      "CONNECT_ERROR", "ENHANCE_YOUR_CALM", "INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED",
    ]
    return rawValue < names.count ? names[Int(rawValue)] : "error \(rawValue)"
  }
}
