/// How a call ended, thrown wherever it did not end well.
///
/// On the wire a status is the trailer `grpc-status`, the percent-encoded `grpc-message`, and,
/// when there is more to say, a serialised `google.rpc.Status` in `grpc-status-details-bin`.
/// Compare by `code`: the message is for people and may change.
public struct Status: Error, Sendable {
  /// What kind of outcome it is: the part that programs act on.
  public var code: StatusCode
  /// A sentence for a developer. It is sent to the peer, so it must hold no secret.
  public var message: String
  /// A serialised `google.rpc.Status`, or empty. See `detail(_:)` for what it may hold.
  public var details: [UInt8]
  /// Fields to send, or received, beside the status in the trailers.
  public var metadata: Metadata
  /// Why the call failed underneath, such as the transport's error. It is never sent.
  public var cause: (any Error)?

  /// A status with a message and nothing else.
  public init(_ code: StatusCode, _ message: String = "") {
    self.init(code, message, details: [])
  }

  /// A status with all its parts.
  ///
  /// - Parameters:
  ///   - code: what kind of outcome it is.
  ///   - message: a sentence for a developer.
  ///   - details: a serialised `google.rpc.Status`, or empty.
  ///   - metadata: further trailers.
  ///   - cause: the error underneath, kept on this side.
  public init(
    _ code: StatusCode, _ message: String, details: [UInt8], metadata: Metadata = Metadata(),
    cause: (any Error)? = nil
  ) {
    self.code = code
    self.message = message
    self.details = details
    self.metadata = metadata
    self.cause = cause
  }
}

extension Status: CustomStringConvertible {
  /// The code, the message and the cause on one line; details are left out, they may be personal.
  public var description: String {
    let text = message.isEmpty ? code.description : "\(code): \(message)"
    guard let cause else { return text }
    return "\(text) (\(cause))"
  }
}
