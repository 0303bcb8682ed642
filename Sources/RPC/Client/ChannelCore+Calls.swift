internal import LintasProtobuf
internal import LintasTransport

/// How a channel makes calls.
extension ChannelCore {
  /// Starts a call: waits for a connection, opens a stream, sends the request.
  ///
  /// - Throws: a status if there is no connection in time.
  nonisolated(nonsending) func start<Request: Message, Response: Message>(
    _ method: MethodDescriptor<Request, Response>, _ request: Request, _ options: CallOptions,
    deadline: MonotonicTime
  ) async throws -> ClientCall<Response> {
    let connection = try await connection(before: deadline, waits: options.waitsForReady)
    defer { passOn() }
    let call = ClientCall<Response>(
      loop: loop, kind: method.kind, deadline: deadline, messageLimit: limits.messageBytes)
    let head = try head(method.path, options, deadline: deadline, on: connection)
    do throws(TransportError) {
      try call.send(request, head: head, on: connection, encoder: encoder)
    } catch {
      throw Status(.unavailable, "the call cannot be sent", details: [], cause: error)
    }
    return call
  }

  /// The header fields of a request.
  ///
  /// - Throws: RESOURCE_EXHAUSTED if the server does not take so many.
  func head(
    _ path: StaticString, _ options: CallOptions, deadline: MonotonicTime,
    on connection: HTTP2Connection
  ) throws -> HeaderList {
    let head = RequestFields.head(
      path, origin: origin, metadata: options.metadata, deadline: deadline)
    let most = connection.peerHeaderListSize
    guard head.listSize <= most else {
      throw Status(
        .resourceExhausted,
        "the header fields of the request take \(head.listSize) B, and the server takes \(most) B")
    }
    return head
  }

  /// Makes a unary call.
  ///
  /// One that the server says it did not process is sent once more at once; one that ends with
  /// UNAVAILABLE as often as the options say, with pauses of 0.1 s, 0.2 s and so on, spread by a
  /// fifth.
  nonisolated(nonsending) func unary<Request: Message, Response: Message>(
    _ method: MethodDescriptor<Request, Response>, _ request: Request, _ options: CallOptions,
    deadline: MonotonicTime
  ) async throws -> UnaryResponse<Response> {
    var refusals = RetryState()
    var retries = 0
    while true {
      do {
        let call: ClientCall<Response> = try await start(
          method, request, options, deadline: deadline)
        while call.ending == nil { try await call.change() }
        if refusals.mayResend(call.refusal) { continue }
        return try call.unaryResponse()
      } catch let status as Status where status.code == .unavailable && retries < options.retries {
        retries += 1
        try await pause(retries, before: deadline, or: status)
      }
    }
  }

  /// Waits before a call is sent again.
  ///
  /// - Throws: `status` if the deadline would pass in the meantime, CANCELLED if the task is.
  private nonisolated(nonsending) func pause(
    _ retries: Int, before deadline: MonotonicTime, or status: Status
  ) async throws {
    var backoff = Backoff()
    backoff.initial = .milliseconds(100)
    backoff.factor = 2
    let end = MonotonicTime.now + backoff.pause(after: retries, using: &random)
    guard end < deadline else { throw status }
    guard await loop.sleep(until: end) else { throw Status.callerCancelled }
  }

  /// When a call with these options will be over.
  func deadline(_ options: CallOptions) -> MonotonicTime {
    let timed = options.timeout.map { MonotonicTime.now + $0 } ?? .distantFuture
    return min(timed, options.deadline ?? .distantFuture)
  }
}
