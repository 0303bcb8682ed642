internal import LintasProtobuf

/// A unary method whose handler is a plain function: it runs in the stream's event, at once.
final class InlineEntry<Request: Message, Response: Message, Caller: Sendable>: MethodEntry {
  private let gate: MethodGate<Request, Caller>
  private let handler: @Sendable (Request, Caller) throws -> Response

  init(
    method: MethodSummary, door: any Door<Caller>,
    handler: @escaping @Sendable (Request, Caller) throws -> Response
  ) {
    gate = MethodGate(method: method, door: door)
    self.handler = handler
  }

  var summary: MethodSummary { gate.method }

  func admit(_ call: ServerCall) throws { try gate.admit(call) }

  func run(_ call: ServerCall, _ payload: consuming ReceivedMessage) throws {
    var (request, caller) = try gate.open(call, payload)
    var response = try handler(request, caller)
    call.send(response)
    call.finish()
    call.handlerEnded()
    request.recycle()
    response.recycle()
  }
}
