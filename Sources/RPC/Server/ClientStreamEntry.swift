internal import LintasProtobuf
internal import LintasTransport

/// A method that takes a stream of requests and answers once: a task on the loop, or on the worker
/// pool.
final class ClientStreamEntry<Request: Message, Response: Message, Caller: Sendable>: MethodEntry {
  private let gate: MethodGate<Request, Caller>
  private let handler: @Sendable (RequestStream<Request>, Caller) async throws -> Response

  init(
    _ gate: MethodGate<Request, Caller>,
    handler: @escaping @Sendable (RequestStream<Request>, Caller) async throws -> Response
  ) {
    self.gate = gate
    self.handler = handler
  }

  var summary: MethodSummary { gate.method }
  var kind: CallKind { .clientStream }

  func admit(_ call: ServerCall) throws { try gate.admit(call) }

  func run(_ call: ServerCall, _ payload: consuming ReceivedMessage) throws {
    let caller = try call.routed(to: Caller.self).takeCaller()
    let requests = CallRequests(call, gate, caller).stream
    let task = Task(executorPreference: call.home.loop) {
      do {
        try call.send(try await self.answer(call, requests, caller))
        call.finish()
      } catch {
        call.fail(error)
      }
      call.taskEnded()
    }
    call.follow(task)
  }

  private func answer(
    _ call: ServerCall, _ requests: RequestStream<Request>, _ caller: Caller
  ) async throws -> Response {
    try await gate.begin(call, by: caller)
    guard gate.method.policy.execution == .pool else { return try await handler(requests, caller) }
    return try await call.onWorker { try await self.handler(requests, caller) }
  }
}
