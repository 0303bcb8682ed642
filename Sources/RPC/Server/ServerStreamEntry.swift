internal import LintasProtobuf
internal import LintasTransport

/// A method that answers with a stream: a task on the loop, or on the worker pool.
final class ServerStreamEntry<Request: Message, Response: Message, Caller: Sendable>: MethodEntry {
  private let gate: MethodGate<Request, Caller>
  private let handler: @Sendable (Request, ResponseWriter<Response>, Caller) async throws -> Void

  init(
    method: MethodSummary, door: any Door<Caller>,
    handler: @escaping @Sendable (Request, ResponseWriter<Response>, Caller) async throws -> Void
  ) {
    gate = MethodGate(method: method, door: door)
    self.handler = handler
  }

  var summary: MethodSummary { gate.method }

  func admit(_ call: ServerCall) throws { try gate.admit(call) }

  func run(_ call: ServerCall, _ payload: consuming ReceivedMessage) throws {
    let (request, caller) = try gate.open(call, payload)
    let workers = gate.method.policy.execution == .pool ? call.home.workers : nil
    let writer = ResponseWriter<Response>(call)
    let task = Task(executorPreference: call.home.loop) {
      do {
        try await self.answer(request, writer, caller, workers)
        call.finish()
      } catch {
        call.fail(error)
      }
      call.taskEnded()
    }
    call.follow(task)
  }

  private func answer(
    _ request: Request, _ writer: ResponseWriter<Response>, _ caller: Caller,
    _ workers: WorkerPool?
  ) async throws {
    guard let workers else { return try await handler(request, writer, caller) }
    let isDone: Void? = try await workers.run {
      try await self.handler(request, writer, caller)
    }
    if isDone == nil { throw Status.busy }
  }
}
