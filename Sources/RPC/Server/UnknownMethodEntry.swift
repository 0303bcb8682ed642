internal import LintasProtobuf
internal import LintasTransport

/// Every method that is not registered: messages are bytes, any number each way.
final class UnknownMethodEntry<Caller: Sendable>: MethodEntry {
  /// What is done with a call.
  typealias Handler =
    @Sendable (String, RequestStream<[UInt8]>, ResponseWriter<[UInt8]>, Caller) async throws -> Void

  /// How doors and interceptors see such a method.
  static var method: MethodSummary {
    MethodSummary(service: "", method: "", path: "", kind: .bidirectional, policy: .unstated)
  }

  private let door: any Door<Caller>
  private let chain: InterceptorChain<Caller>?
  private let handler: Handler

  init(door: any Door<Caller>, chain: InterceptorChain<Caller>?, handler: @escaping Handler) {
    self.door = door
    self.chain = chain
    self.handler = handler
  }

  var summary: MethodSummary { Self.method }
  var kind: CallKind { .bidirectional }

  func admit(_ call: ServerCall) throws {
    call.routed(to: Caller.self).admit(try door.admit(CallHead(call, Self.method)))
  }

  func run(_ call: ServerCall, _ payload: consuming ReceivedMessage) throws {
    let caller = try call.routed(to: Caller.self).takeCaller()
    let path = call.unknownPath ?? ""
    let generation = call.generation
    let requests = RequestStream { () async throws(Status) in
      try await call.nextRawRequest(generation: generation)
    }
    let writer = ResponseWriter<[UInt8]>(call)
    let task = Task(executorPreference: call.home.loop) {
      do {
        try await self.chain?.begin(call, by: caller)
        try await self.handler(path, requests, writer, caller)
        call.finish()
      } catch {
        call.fail(error)
      }
      call.taskEnded()
    }
    call.follow(task)
  }
}
