internal import LintasProtobuf

/// A unary method whose handler is a plain function: it runs in the stream's event, at once.
final class InlineEntry<Request: Message, Response: Message, Caller: Sendable>: MethodEntry {
  private let gate: MethodGate<Request, Caller>
  private let handler: @Sendable (Request, Caller) throws -> Response

  init(
    _ gate: MethodGate<Request, Caller>,
    handler: @escaping @Sendable (Request, Caller) throws -> Response
  ) {
    self.gate = gate
    self.handler = handler
  }

  var summary: MethodSummary { gate.method }
  var kind: CallKind { .unary }

  func admit(_ call: ServerCall) throws { try gate.admit(call) }

  func run(_ call: ServerCall, _ payload: consuming ReceivedMessage) throws {
    var (request, caller) = try gate.open(call, payload)
    if let chain = gate.chain {
      try chain.beginInline(call, by: caller)
      try call.show(request: &request)
    }
    var response = try handler(request, caller)
    try call.send(response)
    call.finish()
    call.handlerEnded()
    request.recycle()
    response.recycle()
  }
}
