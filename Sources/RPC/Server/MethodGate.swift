internal import LintasProtobuf
internal import LintasTransport

/// What the entries of all kinds have in common: asking the door, and decoding.
///
/// A class, so that its types are found in the object and not looked up for each call.
final class MethodGate<Request: Message, Caller: Sendable>: Sendable {
  let method: MethodSummary
  let door: any Door<Caller>

  init(method: MethodSummary, door: any Door<Caller>) {
    self.method = method
    self.door = door
  }

  /// Asks the door who calls, and keeps the answer in the call.
  func admit(_ call: ServerCall) throws {
    routed(call).caller = try door.admit(CallHead(call, method))
  }

  /// Decodes the request and has the door check it.
  ///
  /// - Throws: INTERNAL if the bytes are no such message, RESOURCE_EXHAUSTED if it takes too much
  ///   memory, or what the door threw.
  func open(_ call: ServerCall, _ payload: UnsafeRawBufferPointer) throws -> (Request, Caller) {
    let caller = try caller(of: call)
    let request = try decode(payload)
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
      throw Status(error.code, "the request cannot be read", details: [], cause: error)
    }
  }

  /// Who the door said calls.
  func caller(of call: ServerCall) throws -> Caller {
    guard let caller = routed(call).caller else {
      throw Status(.internalError, "the call was not admitted")
    }
    return caller
  }

  private func routed(_ call: ServerCall) -> RoutedCall<Caller> {
    // Safety: all calls of a server are made by its blueprint, for its router's type of caller.
    unsafeDowncast(call, to: RoutedCall<Caller>.self)
  }
}
