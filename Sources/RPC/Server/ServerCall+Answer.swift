internal import LintasProtobuf
internal import LintasTransport

/// How a call answers.
extension ServerCall {
  /// Sends a message, behind the head if it is the first one.
  ///
  /// The encoder's bytes are copied once, into the stream's buffer.
  ///
  /// - Returns: whether the call was still open.
  @discardableResult
  final func send(_ message: some Message) -> Bool {
    guard let stream else { return false }
    switch state.pointee.outbound.message() {
    case .open: stream.respond(home.head)
    case .send: break
    default: return false
    }
    stream.write(message.encodeFramed(with: home.encoder))
    return true
  }

  /// Sends the head before the first message, with metadata.
  ///
  /// - Returns: whether the call was still open.
  /// - Throws: RESOURCE_EXHAUSTED if the peer does not take so many header fields.
  final func sendHead(_ metadata: Metadata) throws -> Bool {
    guard let stream, let connection else { return false }
    let head = StatusFields.head(metadata: metadata)
    let most = connection.headerListLimit
    guard head.listSize <= most else {
      throw Status(
        .resourceExhausted,
        "the head of the response takes \(head.listSize) B, and the client takes \(most) B")
    }
    guard case .open = state.pointee.outbound.head() else { return false }
    stream.respond(head)
    return true
  }

  /// Ends a call that went well. A call that is over stays as it is.
  final func finish() {
    guard let stream else { return }
    switch state.pointee.outbound.finish() {
    case .trailers: stream.finish(home.okTrailers)
    case .trailersOnly: stream.respondOnly(home.okTrailersOnly)
    default: return
    }
    conclude()
  }

  /// Sends the status and ends the call. A call that is over stays as it is.
  final func finish(_ status: Status) {
    guard let stream, let connection else { return }
    switch state.pointee.outbound.finish() {
    case .trailers:
      stream.finish(StatusFields.trailers(status, limit: connection.headerListLimit))
    case .trailersOnly:
      stream.respondOnly(
        StatusFields.trailersOnly(status, limit: connection.headerListLimit))
    default:
      return
    }
    conclude()
  }

  /// Sends one message of a stream, and waits while too many bytes are under way.
  ///
  /// - Parameters:
  ///   - message: the message.
  ///   - generation: which stream of this object the writer belongs to.
  /// - Throws: CANCELLED if the call is over; `CancellationError` if the task is cancelled while it
  ///   waits.
  final nonisolated(nonsending) func write(
    _ message: some Message, generation: UInt32
  ) async throws {
    guard generation == self.generation, send(message) else { throw Self.over }
    guard let stream, stream.queuedBytes > home.limits.writeHighWaterBytes else { return }
    let reason = await home.loop.wait { writers.append($0) }
    guard generation == self.generation, !state.pointee.outbound.isClosed else { throw Self.over }
    if reason == EventLoop.cancelled { throw CancellationError() }
  }

  /// What a writer gets that comes too late.
  static var over: Status { Status(.cancelled, "the call is over") }
}
