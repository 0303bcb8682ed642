internal import LintasProtobuf
internal import LintasTransport

/// A method that takes a stream of requests and answers once: a task on the loop, or on the worker
/// pool.
final class ClientStreamEntry<Request: Message, Response: Message, Caller: Sendable>: MethodEntry {
  private let gate: MethodGate<Request, Caller>
  private let handler: @Sendable (RequestStream<Request>, Caller) async throws -> Response

  init(
    method: MethodSummary, door: any Door<Caller>,
    handler: @escaping @Sendable (RequestStream<Request>, Caller) async throws -> Response
  ) {
    gate = MethodGate(method: method, door: door)
    self.handler = handler
  }

  var summary: MethodSummary { gate.method }
  var kind: CallKind { .clientStream }

  func admit(_ call: ServerCall) throws { try gate.admit(call) }

  func run(_ call: ServerCall, _ payload: UnsafeRawBufferPointer) throws {
    let caller = try gate.caller(of: call)
    let requests = CallRequests(call, gate, caller).stream
    let workers = gate.method.policy.execution == .pool ? call.home.workers : nil
    let task = Task(executorPreference: call.home.loop) {
      do {
        call.send(try await self.answer(requests, caller, workers))
        call.finish()
      } catch {
        call.fail(error)
      }
      call.taskEnded()
    }
    call.follow(task)
  }

  private func answer(
    _ requests: RequestStream<Request>, _ caller: Caller, _ workers: WorkerPool?
  ) async throws -> Response {
    guard let workers else { return try await handler(requests, caller) }
    let response = try await workers.run { try await self.handler(requests, caller) }
    guard let response else { throw Status.busy }
    return response
  }
}
