internal import LintasProtobuf
internal import LintasTransport

/// A method that takes a stream and answers with one: a task on the loop, or on the worker pool.
final class BidirectionalEntry<Request: Message, Response: Message, Caller: Sendable>: MethodEntry {
  /// What the method does.
  typealias Handler =
    @Sendable (RequestStream<Request>, ResponseWriter<Response>, Caller) async throws -> Void

  private let gate: MethodGate<Request, Caller>
  private let handler: Handler

  init(_ gate: MethodGate<Request, Caller>, handler: @escaping Handler) {
    self.gate = gate
    self.handler = handler
  }

  var summary: MethodSummary { gate.method }
  var kind: CallKind { .bidirectional }

  func admit(_ call: ServerCall) throws { try gate.admit(call) }

  func run(_ call: ServerCall, _ payload: consuming ReceivedMessage) throws {
    let caller = try call.routed(to: Caller.self).takeCaller()
    let requests = CallRequests(call, gate, caller).stream
    let writer = ResponseWriter<Response>(call)
    let task = Task(executorPreference: call.home.loop) {
      do {
        try await self.answer(call, requests, writer, caller)
        call.finish()
      } catch {
        call.fail(error)
      }
      call.taskEnded()
    }
    call.follow(task)
  }

  private func answer(
    _ call: ServerCall, _ requests: RequestStream<Request>, _ writer: ResponseWriter<Response>,
    _ caller: Caller
  ) async throws {
    try await gate.begin(call, by: caller)
    guard gate.method.policy.execution == .pool else {
      return try await handler(requests, writer, caller)
    }
    try await call.onWorker { try await self.handler(requests, writer, caller) }
  }
}
