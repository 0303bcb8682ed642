internal import LintasProtobuf
internal import LintasTransport

/// How a call answers.
extension ServerCall {
  /// Sends a message, behind the head if it is the first one.
  ///
  /// The encoder's bytes are copied once, into the stream's buffer.
  ///
  /// - Parameters:
  ///   - message: the message.
  ///   - compresses: whether it is compressed if the messages of this call are.
  /// - Returns: whether the call was still open.
  @discardableResult
  final func send(_ message: some Message, compresses: Bool = true) -> Bool {
    guard let stream else { return false }
    switch state.pointee.outbound.message() {
    case .open: guard open(stream) else { return false }
    case .send: break
    default: return false
    }
    let framed = message.encodeFramed(with: home.encoder)
    if state.pointee.response.compression == .identity || !compresses {
      stream.write(framed)
    } else {
      stream.write(compressed(framed))
    }
    return true
  }

  /// Sends the head before the first message, with metadata.
  ///
  /// - Returns: whether the call was still open.
  /// - Throws: RESOURCE_EXHAUSTED if the peer does not take so many header fields.
  final func sendHead(_ metadata: Metadata) throws -> Bool {
    guard let stream, state.pointee.outbound.isIdle else { return false }
    state.pointee.response.addToHead(metadata)
    let head = specialHead
    if let status = headIsTooLarge(head) { throw status }
    guard case .open = state.pointee.outbound.head() else { return false }
    stream.respond(head)
    return true
  }

  /// Ends a call that went well. A call that is over stays as it is.
  final func finish() {
    guard let stream else { return }
    guard state.pointee.response.isUsual else {
      finish(Status(.ok))
      return
    }
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
    var status = status
    if !state.pointee.response.isUsual { prepare(&status, stream) }
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

  /// Compresses the response, or not, if the client can take it and the head is not sent.
  final func compressResponse(with compression: Compression) {
    guard state.pointee.outbound.isIdle else { return }
    guard compression == .identity || state.pointee.head.acceptsGzip else { return }
    state.pointee.response.compress(with: compression)
  }

  /// Sends one message of a stream, and waits while too many bytes are under way.
  ///
  /// - Parameters:
  ///   - message: the message.
  ///   - compresses: whether it is compressed if the messages of this call are.
  ///   - generation: which stream of this object the writer belongs to.
  /// - Throws: CANCELLED if the call is over; `CancellationError` if the task is cancelled while it
  ///   waits.
  final nonisolated(nonsending) func write(
    _ message: some Message, compresses: Bool, generation: UInt32
  ) async throws {
    guard generation == self.generation, send(message, compresses: compresses) else {
      throw Self.over
    }
    guard let stream, stream.queuedBytes > highWaterBytes(stream) else { return }
    let reason = await home.loop.wait { writers.append($0) }
    guard generation == self.generation, !state.pointee.outbound.isClosed else { throw Self.over }
    if reason == EventLoop.cancelled { throw CancellationError() }
  }

  /// What a writer gets that comes too late.
  static var over: Status { Status(.cancelled, "the call is over") }

  /// `drained` is told below the transport's own mark, so no writer may wait below it.
  private func highWaterBytes(_ stream: HTTP2Stream) -> Int {
    max(home.limits.writeHighWaterBytes, stream.connection.limits.lowWaterMark)
  }

  /// Sends the head of a response that has begun.
  ///
  /// - Returns: whether the client takes it; if not, the call has ended.
  private func open(_ stream: HTTP2Stream) -> Bool {
    if state.pointee.response.isUsual {
      stream.respond(home.head)
      return true
    }
    let head = specialHead
    if let status = headIsTooLarge(head) {
      stream.respondOnly(StatusFields.trailersOnly(status, limit: home.limits.sentHeaderListBytes))
      conclude()
      return false
    }
    stream.respond(head)
    return true
  }

  private var specialHead: HeaderList {
    let response = state.pointee.response
    return StatusFields.head(compression: response.compression, metadata: response.head)
  }

  private func headIsTooLarge(_ head: borrowing HeaderList) -> Status? {
    guard let connection, head.listSize > connection.headerListLimit else { return nil }
    return Status(
      .resourceExhausted,
      "the head of the response takes \(head.listSize) B, and the client takes "
        + "\(connection.headerListLimit) B")
  }

  /// Adds the trailers that were set to a status, and sends the head that was set, if it has
  /// not gone out: a single block would lose the difference between them.
  private func prepare(_ status: inout Status, _ stream: HTTP2Stream) {
    status.metadata.append(contentsOf: state.pointee.response.trailers)
    guard state.pointee.outbound.isIdle, !state.pointee.response.head.isEmpty else { return }
    let head = specialHead
    if let refusal = headIsTooLarge(head) {
      if status.code == .ok { status = refusal }
    } else if case .open = state.pointee.outbound.head() {
      stream.respond(head)
    }
  }

  private func compressed(_ framed: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard framed.count >= home.limits.compressedFromBytes else { return framed }
    return home.gzip.deflate(framed: framed) ?? framed
  }
}
