internal import LintasProtobuf
internal import LintasTransport

/// A unary method whose handler may wait: a task on the loop, or on the worker pool.
final class UnaryEntry<Request: Message, Response: Message, Caller: Sendable>: MethodEntry {
  private let gate: MethodGate<Request, Caller>
  private let handler: @Sendable (Request, Caller) async throws -> Response

  init(
    method: MethodSummary, door: any Door<Caller>,
    handler: @escaping @Sendable (Request, Caller) async throws -> Response
  ) {
    gate = MethodGate(method: method, door: door)
    self.handler = handler
  }

  var summary: MethodSummary { gate.method }

  func admit(_ call: ServerCall) throws { try gate.admit(call) }

  func run(_ call: ServerCall, _ payload: consuming ReceivedMessage) throws {
    let (request, caller) = try gate.open(call, payload)
    let workers = gate.method.policy.execution == .pool ? call.home.workers : nil
    let handler = handler
    let task = Task(executorPreference: call.home.loop) {
      do {
        var response =
          if let workers {
            try await Self.answer(on: workers, request, caller, handler)
          } else {
            try await handler(request, caller)
          }
        call.send(response)
        response.recycle()
        call.finish()
      } catch {
        call.fail(error)
      }
      call.taskEnded()
    }
    call.follow(task)
  }

  private static func answer(
    on workers: WorkerPool, _ request: Request, _ caller: Caller,
    _ handler: @Sendable (Request, Caller) async throws -> Response
  ) async throws -> Response {
    guard let response = try await workers.run({ try await handler(request, caller) }) else {
      throw Status.busy
    }
    return response
  }
}
