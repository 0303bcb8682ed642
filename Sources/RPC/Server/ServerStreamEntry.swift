internal import LintasProtobuf
internal import LintasTransport

/// A method that answers with a stream: a task on the loop, or on the worker pool.
final class ServerStreamEntry<Request: Message, Response: Message, Caller: Sendable>: MethodEntry {
  private let gate: MethodGate<Request, Caller>
  private let handler: @Sendable (Request, ResponseWriter<Response>, Caller) async throws -> Void

  init(
    _ gate: MethodGate<Request, Caller>,
    handler: @escaping @Sendable (Request, ResponseWriter<Response>, Caller) async throws -> Void
  ) {
    self.gate = gate
    self.handler = handler
  }

  var summary: MethodSummary { gate.method }
  var kind: CallKind { .serverStream }

  func admit(_ call: ServerCall) throws { try gate.admit(call) }

  func run(_ call: ServerCall, _ payload: consuming ReceivedMessage) throws {
    let (request, caller) = try gate.open(call, payload)
    let writer = ResponseWriter<Response>(call)
    let task = Task(executorPreference: call.home.loop) {
      do {
        try await self.answer(call, request, writer, caller)
        call.finish()
      } catch {
        call.fail(error)
      }
      call.taskEnded()
    }
    call.follow(task)
  }

  private func answer(
    _ call: ServerCall, _ request: Request, _ writer: ResponseWriter<Response>, _ caller: Caller
  ) async throws {
    var request = request
    try await gate.begin(call, by: caller, showing: &request)
    guard gate.method.policy.execution == .pool else {
      return try await handler(request, writer, caller)
    }
    let checked = request
    try await call.onWorker { try await self.handler(checked, writer, caller) }
  }
}
