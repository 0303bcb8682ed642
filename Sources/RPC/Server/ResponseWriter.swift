public import LintasProtobuf
internal import LintasTransport

/// Where the handler of a server stream writes its messages.
///
/// It may be used from any task. Writing returns at once while little is under way to the peer and
/// suspends while much is, so a handler is never faster than its reader. When the call is over
/// (the caller left, the deadline passed), writing throws and the handler's task is cancelled.
public struct ResponseWriter<Response: Message>: Sendable {
  private let call: ServerCall
  private let generation: UInt32

  init(_ call: ServerCall) {
    self.call = call
    generation = call.generation
  }

  /// Sends a message, and suspends until there is room for the next one.
  ///
  /// - Parameters:
  ///   - message: the message.
  ///   - compresses: whether it is compressed if the messages of this call are. `false` for what
  ///     is compressed already, or secret beside what a stranger chose.
  /// - Throws: CANCELLED if the call is over.
  public func write(_ message: Response, compresses: Bool = true) async throws {
    let loop = call.home.loop
    if loop.isCurrent {
      try await call.write(message, compresses: compresses, generation: generation)
    } else {
      try await loop.run {
        try await call.write(message, compresses: compresses, generation: generation)
      }
    }
  }

  /// Sends metadata in the head of the response, before the first message. Without it the head
  /// goes out with the first message.
  ///
  /// - Throws: CANCELLED if the call is over, INTERNAL if the head is sent already,
  ///   RESOURCE_EXHAUSTED if the peer does not take so many header fields.
  public func sendHead(_ metadata: Metadata) async throws {
    let loop = call.home.loop
    if loop.isCurrent {
      try sendHeadOnLoop(metadata)
    } else {
      try await loop.run { try sendHeadOnLoop(metadata) }
    }
  }

  private func sendHeadOnLoop(_ metadata: Metadata) throws {
    guard generation == call.generation, !call.state.pointee.outbound.isClosed else {
      throw ServerCall.over
    }
    guard try call.sendHead(metadata) else {
      throw Status(.internalError, "the head of the response is sent already")
    }
  }
}
