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

  func run(_ call: ServerCall, _ payload: UnsafeRawBufferPointer) throws {
    let (request, caller) = try gate.open(call, payload)
    let workers = gate.method.policy.execution == .pool ? call.home.workers : nil
    call.start {
      do {
        let response = try await self.answer(request, caller, workers)
        call.send(response)
        call.finish(Status(.ok))
      } catch {
        call.fail(error)
      }
      call.handlerEnded()
    }
  }

  private func answer(
    _ request: Request, _ caller: Caller, _ workers: WorkerPool?
  ) async throws -> Response {
    guard let workers else { return try await handler(request, caller) }
    guard let response = try await workers.run({ try await self.handler(request, caller) }) else {
      throw Status.busy
    }
    return response
  }
}
