internal import LintasProtobuf
internal import LintasTransport

/// What the entries of all kinds have in common: asking the door, and decoding.
///
/// A class, so that its types are found in the object and not looked up for each call.
final class MethodGate<Request: Message, Caller: Sendable>: Sendable {
  let method: MethodSummary
  let door: any Door<Caller>
  /// The interceptors before the method; `nil` if there are none.
  let chain: InterceptorChain<Caller>?

  init(method: MethodSummary, door: any Door<Caller>, chain: InterceptorChain<Caller>?) {
    self.method = method
    self.door = door
    self.chain = chain
  }

  /// Whether the handler runs on the loop and nobody stands before it.
  var isPlain: Bool { chain == nil && method.policy.execution != .pool }

  /// Asks the interceptors, in the task of the handler, and shows them the one request.
  nonisolated(nonsending) func begin(
    _ call: ServerCall, by caller: Caller, showing request: inout Request
  ) async throws {
    guard let chain else { return }
    try await chain.begin(call, by: caller)
    try call.show(request: &request)
  }

  /// Asks the interceptors, in the task of the handler, of a method that takes a stream.
  nonisolated(nonsending) func begin(_ call: ServerCall, by caller: Caller) async throws {
    try await chain?.begin(call, by: caller)
  }

  /// Asks the door who calls, and keeps the answer in the call.
  func admit(_ call: ServerCall) throws {
    call.routed(to: Caller.self).admit(try door.admit(CallHead(call, method)))
  }

  /// Decodes the request and has the door check it.
  ///
  /// - Throws: INTERNAL if the bytes are no such message, RESOURCE_EXHAUSTED if it takes too much
  ///   memory, or what the door threw.
  func open(
    _ call: ServerCall, _ payload: consuming ReceivedMessage
  ) throws -> (Request, Caller) {
    let caller = try call.routed(to: Caller.self).takeCaller()
    let request: Request
    do throws(DecodingError) {
      request = try Request(decoding: payload, limits: .default)
    } catch {
      throw unreadable(error)
    }
    try door.check(request, of: method, by: caller)
    return (request, caller)
  }

  /// Decodes a request.
  ///
  /// - Throws: INTERNAL if the bytes are no such message, RESOURCE_EXHAUSTED if it takes too much
  ///   memory.
  func decode(_ payload: UnsafeRawBufferPointer) throws(Status) -> Request {
    do throws(DecodingError) {
      return try Request(decoding: payload, limits: .default)
    } catch {
      throw unreadable(error)
    }
  }

  private func unreadable(_ error: DecodingError) -> Status {
    Status(error.code, "the request cannot be read", details: [], cause: error)
  }
}
