internal import LintasProtobuf
internal import LintasTransport

/// A method that takes a stream and answers with one: a task on the loop, or on the worker pool.
final class BidirectionalEntry<Request: Message, Response: Message, Caller: Sendable>: MethodEntry {
  /// What the method does.
  typealias Handler =
    @Sendable (RequestStream<Request>, ResponseWriter<Response>, Caller) async throws -> Void

  private let gate: MethodGate<Request, Caller>
  private let handler: Handler

  init(method: MethodSummary, door: any Door<Caller>, handler: @escaping Handler) {
    gate = MethodGate(method: method, door: door)
    self.handler = handler
  }

  var summary: MethodSummary { gate.method }
  var kind: CallKind { .bidirectional }

  func admit(_ call: ServerCall) throws { try gate.admit(call) }

  func run(_ call: ServerCall, _ payload: UnsafeRawBufferPointer) throws {
    let caller = try gate.caller(of: call)
    let requests = CallRequests(call, gate, caller).stream
    let writer = ResponseWriter<Response>(call)
    let workers = gate.method.policy.execution == .pool ? call.home.workers : nil
    let task = Task(executorPreference: call.home.loop) {
      do {
        try await self.answer(requests, writer, caller, workers)
        call.finish()
      } catch {
        call.fail(error)
      }
      call.taskEnded()
    }
    call.follow(task)
  }

  private func answer(
    _ requests: RequestStream<Request>, _ writer: ResponseWriter<Response>, _ caller: Caller,
    _ workers: WorkerPool?
  ) async throws {
    guard let workers else { return try await handler(requests, writer, caller) }
    let isDone: Void? = try await workers.run {
      try await self.handler(requests, writer, caller)
    }
    if isDone == nil { throw Status.busy }
  }
}
