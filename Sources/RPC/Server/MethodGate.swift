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
    let head = CallHead(
      method: method, metadata: call.state.pointee.metadata, deadline: call.deadline,
      connection: call.connection?.connection)
    routed(call).caller = try door.admit(head)
  }

  /// Decodes the request and has the door check it.
  ///
  /// - Throws: INTERNAL if the bytes are no such message, RESOURCE_EXHAUSTED if it takes too much
  ///   memory, or what the door threw.
  func open(
    _ call: ServerCall, _ payload: consuming ReceivedMessage
  ) throws -> (Request, Caller) {
    guard let caller = routed(call).caller else {
      throw Status(.internalError, "the call was not admitted")
    }
    let request: Request
    do throws(DecodingError) {
      request = try Request(decoding: payload, limits: .default)
    } catch {
      throw Status(error.code, "the request cannot be read", details: [], cause: error)
    }
    try door.check(request, of: method, by: caller)
    return (request, caller)
  }

  private func routed(_ call: ServerCall) -> RoutedCall<Caller> {
    // Safety: all calls of a server are made by its blueprint, for its router's type of caller.
    unsafeDowncast(call, to: RoutedCall<Caller>.self)
  }
}
