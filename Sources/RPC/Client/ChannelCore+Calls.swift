internal import LintasProtobuf
internal import LintasTransport

/// How a channel makes calls.
extension ChannelCore {
  /// Starts a call: waits for a connection, opens a stream, sends the request.
  ///
  /// - Throws: a status if there is no connection in time.
  nonisolated(nonsending) func start<Request: Message, Response: Message>(
    _ method: MethodDescriptor<Request, Response>, _ request: Request, _ options: CallOptions,
    deadline: MonotonicTime, previousAttempts: Int
  ) async throws -> ClientCall {
    let connection = try await connection(
      before: deadline, waits: options.waitsForReady ?? false)
    defer { passOn() }
    let call = ClientCall(self, kind: method.kind, deadline: deadline)
    let head = try head(
      method.path, options, deadline: deadline, previousAttempts: previousAttempts, on: connection)
    do throws(TransportError) {
      try call.send(
        request, with: options.compression ?? configuration.compression, head: head,
        on: connection)
    } catch {
      throw Status.unsent(error)
    }
    return call
  }

  /// The header fields of a request.
  ///
  /// - Throws: RESOURCE_EXHAUSTED if the server does not take so many.
  func head(
    _ path: StaticString, _ options: CallOptions, deadline: MonotonicTime, previousAttempts: Int,
    on connection: HTTP2Connection
  ) throws -> HeaderList {
    let head = RequestFields.head(
      path, origin: origin, metadata: options.metadata, deadline: deadline,
      compression: options.compression ?? configuration.compression,
      previousAttempts: previousAttempts)
    let most = connection.peerHeaderListSize
    guard head.listSize <= most else {
      throw Status(
        .resourceExhausted,
        "the header fields of the request take \(head.listSize) B, and the server takes \(most) B")
    }
    return head
  }

  /// A message in its frame, compressed if that makes it smaller. The bytes are valid until the
  /// next message.
  func frame(_ message: some Message, with compression: Compression) -> UnsafeRawBufferPointer {
    let framed = message.encodeFramed(with: encoder)
    guard compression == .gzip, framed.count >= limits.compressedFromBytes else { return framed }
    return gzip.deflate(framed: framed) ?? framed
  }

  /// Makes a unary call, once or more often as its plan says.
  nonisolated(nonsending) func unary<Request: Message, Response: Message>(
    _ method: MethodDescriptor<Request, Response>, _ request: Request, _ options: CallOptions,
    plans: MethodPlans?, deadline: MonotonicTime
  ) async throws -> UnaryResponse<Response> {
    guard let plan = plans?.plan(of: method.summary) else {
      return try await unary(
        method, request, options, RetryState(nil, throttle: nil), deadline: deadline)
    }
    if plan.hedging != nil {
      let call = RetriableCall<Response>(
        core: self, method: method.summary, options: options, plans: plans, interceptors: nil,
        deadline: deadline, request: request)
      return try await call.unaryResponse()
    }
    var options = options
    if options.waitsForReady == nil { options.waitsForReady = plan.waitsForReady }
    let latest = plan.timeout.map { MonotonicTime.now + $0 } ?? .distantFuture
    let throttle = plans?.throttle
    let response: UnaryResponse<Response> = try await unary(
      method, request, options, RetryState(plan.retry, throttle: throttle),
      deadline: min(deadline, latest))
    throttle?.succeeded()
    return response
  }

  /// Makes a unary call as often as `retries` allows. The request is sent anew from its message.
  private nonisolated(nonsending) func unary<Request: Message, Response: Message>(
    _ method: MethodDescriptor<Request, Response>, _ request: Request, _ options: CallOptions,
    _ retries: consuming RetryState, deadline: MonotonicTime
  ) async throws -> UnaryResponse<Response> {
    while true {
      let status: Status
      let outcome: AttemptOutcome
      do {
        let call = try await start(
          method, request, options, deadline: deadline,
          previousAttempts: retries.previousAttempts)
        while call.ending == nil { try await call.change() }
        if call.ending?.code == .ok { return try call.unaryResponse() }
        status = call.ending ?? Status(.internalError, "the call ended without a status")
        outcome = call.outcome
      } catch let failure as Status where failure.code == .unavailable {
        // There was no connection. Anything else was wrong on this side, and would be again.
        status = failure
        outcome = AttemptOutcome(code: .unavailable)
      }
      switch retries.judge(outcome, using: &random) {
      case .settle: throw status
      case .resend: continue
      case .retry(let pause):
        let end = MonotonicTime.now + pause
        guard end < deadline else { throw status }
        guard await loop.sleep(until: end) else { throw Status.callerCancelled }
      }
    }
  }

  /// When a call with these options will be over.
  func deadline(_ options: CallOptions) -> MonotonicTime {
    let timed = options.timeout.map { MonotonicTime.now + $0 } ?? .distantFuture
    return min(timed, options.deadline ?? .distantFuture)
  }
}
