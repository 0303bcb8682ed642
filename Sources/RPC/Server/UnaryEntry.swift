internal import LintasProtobuf
internal import LintasTransport

/// A unary method whose handler may wait: a task on the loop, or on the worker pool.
final class UnaryEntry<Request: Message, Response: Message, Caller: Sendable>: MethodEntry {
  private let gate: MethodGate<Request, Caller>
  private let handler: @Sendable (Request, Caller) async throws -> Response

  init(
    _ gate: MethodGate<Request, Caller>,
    handler: @escaping @Sendable (Request, Caller) async throws -> Response
  ) {
    self.gate = gate
    self.handler = handler
  }

  var summary: MethodSummary { gate.method }
  var kind: CallKind { .unary }

  func admit(_ call: ServerCall) throws { try gate.admit(call) }

  func run(_ call: ServerCall, _ payload: consuming ReceivedMessage) throws {
    let (request, caller) = try gate.open(call, payload)
    guard gate.isPlain else {
      runTheLongWay(call, request, caller)
      return
    }
    let handler = handler
    let task = Task(executorPreference: call.home.loop) {
      do {
        var response = try await handler(request, caller)
        try call.send(response)
        response.recycle()
        call.finish()
      } catch {
        call.fail(error)
      }
      call.taskEnded()
    }
    call.follow(task)
  }

  /// Past interceptors, or on a worker thread, or both.
  private func runTheLongWay(_ call: ServerCall, _ request: Request, _ caller: Caller) {
    let task = Task(executorPreference: call.home.loop) {
      do {
        try call.send(try await self.answer(call, request, caller))
        call.finish()
      } catch {
        call.fail(error)
      }
      call.taskEnded()
    }
    call.follow(task)
  }

  private func answer(
    _ call: ServerCall, _ request: Request, _ caller: Caller
  ) async throws -> Response {
    var request = request
    try await gate.begin(call, by: caller, showing: &request)
    guard gate.method.policy.execution == .pool else { return try await handler(request, caller) }
    let checked = request
    return try await call.onWorker { try await self.handler(checked, caller) }
  }
}
