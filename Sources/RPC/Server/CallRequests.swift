internal import LintasProtobuf
internal import LintasTransport

/// The requests of a call, decoded and checked by the door one by one as the handler takes them.
struct CallRequests<Request: Message, Caller: Sendable>: Sendable {
  private let call: ServerCall
  private let generation: UInt32
  private let gate: MethodGate<Request, Caller>
  private let caller: Caller

  /// The requests of the stream that a call serves now.
  init(_ call: ServerCall, _ gate: MethodGate<Request, Caller>, _ caller: Caller) {
    self.call = call
    self.gate = gate
    self.caller = caller
    generation = call.generation
  }

  /// The same without the type of the caller.
  var stream: RequestStream<Request> { RequestStream { () throws(Status) in try await next() } }

  private nonisolated(nonsending) func next() async throws(Status) -> Request? {
    if call.home.loop.isCurrent { return try await nextOnLoop() }
    return try await call.onLoop { () async throws(Status) in try await nextOnLoop() }
  }

  private nonisolated(nonsending) func nextOnLoop() async throws(Status) -> Request? {
    let request = try await call.nextRequest(generation: generation) {
      bytes throws(Status) in try gate.decode(bytes)
    }
    guard var request else { return nil }
    do {
      try gate.door.check(request, of: gate.method, by: caller)
      try call.show(request: &request)
    } catch {
      throw call.refuseRequest(error)
    }
    return request
  }
}
