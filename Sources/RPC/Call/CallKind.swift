/// How many messages go each way in a call.
public enum CallKind: UInt8, Sendable {
  /// One request, one response.
  case unary
  /// Many requests, one response.
  case clientStream
  /// One request, many responses.
  case serverStream
  /// Many requests and many responses, in any order.
  case bidirectional

  /// Whether the caller sends any number of messages.
  public var streamsRequests: Bool { self == .clientStream || self == .bidirectional }
  /// Whether the method answers with any number of messages.
  public var streamsResponses: Bool { self == .serverStream || self == .bidirectional }
}
