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
  /// - Throws: what an observer threw, or RESOURCE_EXHAUSTED if the peer does not take so large a
  ///   head.
  @discardableResult
  final func send(_ message: some Message, compresses: Bool = true) throws -> Bool {
    guard let stream else { return false }
    guard state.pointee.response.isUsual else {
      return try sendSpecially(message, compresses: compresses, on: stream)
    }
    switch state.pointee.outbound.message() {
    case .open: stream.respond(home.head)
    case .send: break
    default: return false
    }
    stream.connection.countMessagesSent()
    stream.write(message.encodeFramed(with: home.encoder))
    return true
  }

  /// Sends the head before the first message, with metadata.
  ///
  /// - Returns: whether the call was still open.
  /// - Throws: RESOURCE_EXHAUSTED if the peer does not take so many header fields.
  final func sendHead(_ metadata: Metadata) throws -> Bool {
    guard let stream, state.pointee.outbound.isIdle else { return false }
    state.pointee.response.addToHead(metadata)
    try open(stream)
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
    state.pointee.endedWell = true
    conclude()
  }

  /// Sends the status and ends the call. A call that is over stays as it is.
  final func finish(_ status: Status) {
    guard let stream, let connection, !state.pointee.outbound.isClosed else { return }
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
    state.pointee.endedWell = status.code == .ok
    conclude()
  }

  /// Tells a browser or a probe what it has found.
  final func showPage() {
    guard let stream, case .trailersOnly = state.pointee.outbound.finish() else { return }
    stream.respond(StatusFields.page())
    let text: StaticString = "This is a gRPC server. Call it with a gRPC client.\n"
    stream.write(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    stream.finish()
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
  /// - Throws: CANCELLED if the call is over; what `send` throws; `CancellationError` if the task
  ///   is cancelled.
  final nonisolated(nonsending) func write(
    _ message: some Message, compresses: Bool, generation: UInt32
  ) async throws {
    guard generation == self.generation, !state.pointee.outbound.isClosed else {
      throw Self.over
    }
    // A task that always finds room never waits, and would never notice otherwise.
    try Task.checkCancellation()
    guard try send(message, compresses: compresses) else { throw Self.over }
    try await room(generation: generation)
  }

  /// The same for the bytes of a message.
  final nonisolated(nonsending) func write(
    raw message: [UInt8], compresses: Bool, generation: UInt32
  ) async throws {
    guard generation == self.generation, let stream, !state.pointee.outbound.isClosed else {
      throw Self.over
    }
    try Task.checkCancellation()
    if state.pointee.outbound.isIdle { try open(stream) }
    guard case .send = state.pointee.outbound.message() else { throw Self.over }
    var framed = MessagePrefix.bytes(length: message.count)
    framed.append(contentsOf: message)
    framed.withUnsafeBytes { put($0, compresses: compresses, on: stream) }
    try await room(generation: generation)
  }

  /// Waits while too many bytes are under way.
  private nonisolated(nonsending) func room(generation: UInt32) async throws {
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

  /// Sends a message that is watched or compressed, or behind a head of its own.
  private func sendSpecially(
    _ message: some Message, compresses: Bool, on stream: HTTP2Stream
  ) throws -> Bool {
    if state.pointee.outbound.isClosed { return false }
    var message = message
    try show(response: &message)
    if state.pointee.outbound.isIdle { try open(stream) }
    guard case .send = state.pointee.outbound.message() else { return false }
    put(message.encodeFramed(with: home.encoder), compresses: compresses, on: stream)
    return true
  }

  /// Writes a message with its prefix, compressed if it is to be and that pays.
  private func put(
    _ framed: UnsafeRawBufferPointer, compresses: Bool, on stream: HTTP2Stream
  ) {
    let isCompressed =
      compresses && state.pointee.response.compression != .identity
      && framed.count >= home.limits.compressedFromBytes
    stream.connection.countMessagesSent()
    stream.write(isCompressed ? home.gzip.deflate(framed: framed) ?? framed : framed)
  }

  /// Sends the head that was set.
  ///
  /// - Throws: RESOURCE_EXHAUSTED if the peer does not take it; nothing was sent then.
  private func open(_ stream: HTTP2Stream) throws(Status) {
    let response = state.pointee.response
    let head = StatusFields.head(compression: response.compression, metadata: response.head)
    if let connection, head.listSize > connection.headerListLimit {
      throw Status(
        .resourceExhausted,
        "the head of the response takes \(head.listSize) B, and the client takes "
          + "\(connection.headerListLimit) B")
    }
    guard case .open = state.pointee.outbound.head() else { return }
    show(head: response.head)
    stream.respond(head)
  }

  /// Adds the trailers that were set to a status, and sends the head that was set, if it has
  /// not gone out: a single block would lose the difference between them.
  private func prepare(_ status: inout Status, _ stream: HTTP2Stream) {
    if state.pointee.outbound.isIdle, !state.pointee.response.head.isEmpty {
      do throws(Status) {
        try open(stream)
      } catch {
        if status.code == .ok { status = error }
      }
    }
    status.metadata.append(contentsOf: state.pointee.response.trailers)
    tellEnd(status)
  }
}
