public import LintasProtobuf
internal import LintasTransport

/// Where the handler of a stream writes its messages.
///
/// It may be used from any task. Writing returns at once while little is under way to the peer and
/// suspends while much is, so a handler is never faster than its reader. When the call is over
/// (the caller left, the deadline passed), writing throws and the handler's task is cancelled.
public struct ResponseWriter<Response: Sendable>: Sendable {
  private let call: ServerCall
  private let generation: UInt32

  init(_ call: ServerCall) {
    self.call = call
    generation = call.generation
  }

  /// Sends metadata in the head of the response, before the first message. Without it the head
  /// goes out with the first message.
  ///
  /// - Throws: CANCELLED if the call is over, INTERNAL if the head is sent already,
  ///   RESOURCE_EXHAUSTED if the peer does not take so many header fields.
  public func sendHead(_ metadata: Metadata) async throws {
    try await onLoop {
      guard generation == call.generation, !call.state.pointee.outbound.isClosed else {
        throw ServerCall.over
      }
      guard try call.sendHead(metadata) else {
        throw Status(.internalError, "the head of the response is sent already")
      }
    }
  }

  private func onLoop(_ body: @Sendable () async throws -> Void) async throws {
    let loop = call.home.loop
    if loop.isCurrent { return try await body() }
    // A task of its own may write when the server is long gone, and the call with it.
    guard try await loop.runUnlessEnded(body) != nil else { throw ServerCall.over }
  }
}

extension ResponseWriter where Response: Message {
  /// Sends a message, and suspends until there is room for the next one.
  ///
  /// - Parameters:
  ///   - message: the message.
  ///   - compresses: whether it is compressed if the messages of this call are. `false` for what
  ///     is compressed already, or secret beside what a stranger chose.
  /// - Throws: CANCELLED if the call is over.
  public func write(_ message: Response, compresses: Bool = true) async throws {
    if call.home.loop.isCurrent {
      try await call.write(message, compresses: compresses, generation: generation)
    } else {
      try await onLoop {
        try await call.write(message, compresses: compresses, generation: generation)
      }
    }
  }
}

extension ResponseWriter where Response == [UInt8] {
  /// Sends the bytes of a message, and suspends until there is room for the next one.
  ///
  /// - Parameters:
  ///   - message: the bytes, without a prefix.
  ///   - compresses: whether they are compressed if the messages of this call are.
  /// - Throws: CANCELLED if the call is over.
  public func write(_ message: [UInt8], compresses: Bool = true) async throws {
    try await onLoop {
      try await call.write(raw: message, compresses: compresses, generation: generation)
    }
  }
}
