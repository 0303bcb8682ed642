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
    let head = RequestFields.head(
      method.path, origin: origin, metadata: options.metadata, deadline: deadline)
    do throws(TransportError) {
      try call.send(request, head: head, on: connection, encoder: encoder)
    } catch {
      throw Status(.unavailable, "the call cannot be sent", details: [], cause: error)
    }
    return call
  }

  /// Makes a unary call. One that the server says it did not process is sent once more.
  nonisolated(nonsending) func unary<Request: Message, Response: Message>(
    _ method: MethodDescriptor<Request, Response>, _ request: Request, _ options: CallOptions,
    deadline: MonotonicTime
  ) async throws -> UnaryResponse<Response> {
    var isRetried = false
    while true {
      let call: ClientCall<Response> = try await start(
        method, request, options, deadline: deadline)
      while call.ending == nil { try await call.change() }
      if call.wasRefused && !isRetried {
        isRetried = true
        continue
      }
      return try call.unaryResponse()
    }
  }

  /// When a call with these options will be over.
  func deadline(_ options: CallOptions) -> MonotonicTime {
    options.timeout.map { MonotonicTime.now + $0 } ?? .distantFuture
  }
}
