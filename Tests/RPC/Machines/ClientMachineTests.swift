import Testing

@testable import LintasRPC

/// Promise: whatever a server, a proxy or a broken line sends, a client's call ends with exactly
/// one status, and with the right one.
@Suite struct ClientMachineTests {
  @Test func unaryCallEndsWell() {
    var machine = opened(.unary)
    #expect(isDelivered(machine.message()))
    #expect(finish(machine.headers(trailers("0"), endStream: true, isBetweenMessages: true)) == .ok)
    #expect(machine.isClosed)
  }

  @Test func trailersOnlyCarriesTheStatus() {
    var machine = ClientInbound(kind: .unary)
    let head = fields([
      ":status": "200", "content-type": "application/grpc", "grpc-status": "5",
      "grpc-message": "no %C3%A9", "grpc-status-details-bin": "CAU", "x": "y",
    ])
    guard
      case .finish(let status) = machine.headers(head, endStream: true, isBetweenMessages: true)
    else {
      Issue.record("the call did not end")
      return
    }
    #expect(status.code == .notFound)
    #expect(status.message == "no é")
    #expect(status.details == [8, 5])
    #expect(status.metadata == ["x": "y"])
  }

  @Test(arguments: [(0, StatusCode.unimplemented), (1, .ok), (2, .unimplemented)])
  func unaryCallNeedsOneAnswer(count: Int, code: StatusCode) {
    var machine = opened(.unary)
    for number in 0..<count {
      let action = machine.message()
      if number == 1 { #expect(abort(action) == .unimplemented) }
    }
    guard count < 2 else { return }
    let action = machine.headers(trailers("0"), endStream: true, isBetweenMessages: true)
    #expect(finish(action) == code)
  }

  @Test func streamMayBeEmpty() {
    var machine = opened(.serverStream)
    let action = machine.headers(trailers("0"), endStream: true, isBetweenMessages: true)
    #expect(finish(action) == .ok)
  }

  @Test(arguments: [
    ("404", StatusCode.unimplemented), ("503", .unavailable), ("401", .unauthenticated),
    ("500", .unknown),
  ])
  func answerOfAProxyIsMapped(http: String, code: StatusCode) {
    var withBody = ClientInbound(kind: .unary)
    let head = fields([":status": http, "content-type": "text/html"])
    #expect(abort(withBody.headers(head, endStream: false, isBetweenMessages: true)) == code)
    var without = ClientInbound(kind: .unary)
    #expect(finish(without.headers(head, endStream: true, isBetweenMessages: true)) == code)
  }

  @Test func answerThatIsNoGRPCIsUnknown() {
    var machine = ClientInbound(kind: .unary)
    let head = fields([":status": "200", "content-type": "text/html"])
    #expect(abort(machine.headers(head, endStream: false, isBetweenMessages: true)) == .unknown)
  }

  @Test func unknownEncodingIsInternal() {
    var machine = ClientInbound(kind: .unary)
    let head = fields([
      ":status": "200", "content-type": "application/grpc", "grpc-encoding": "br",
    ])
    let action = machine.headers(head, endStream: false, isBetweenMessages: true)
    #expect(abort(action) == .internalError)
  }

  @Test func statusInTheHeadOfABodyIsIgnored() {
    var machine = ClientInbound(kind: .serverStream)
    let head = fields([
      ":status": "200", "content-type": "application/grpc", "grpc-status": "5",
    ])
    guard case .opened = machine.headers(head, endStream: false, isBetweenMessages: true) else {
      Issue.record("the head was not taken")
      return
    }
    let action = machine.headers(trailers("0"), endStream: true, isBetweenMessages: true)
    #expect(finish(action) == .ok)
  }

  @Test func trailersWithoutStatusAreUnknown() {
    var machine = opened(.serverStream)
    let action = machine.headers(ResponseHead(), endStream: true, isBetweenMessages: true)
    #expect(finish(action) == .unknown)
  }

  @Test func bodyWithoutTrailersIsInternal() {
    var machine = opened(.serverStream)
    #expect(finish(machine.end()) == .internalError)
    #expect(isIgnored(machine.end()))
  }

  @Test func endAmidAMessageIsInternal() {
    var machine = opened(.serverStream)
    let action = machine.headers(trailers("0"), endStream: true, isBetweenMessages: false)
    #expect(finish(action) == .internalError)
  }

  @Test func secondHeaderBlockIsInternal() {
    var machine = opened(.unary)
    let action = machine.headers(trailers("0"), endStream: false, isBetweenMessages: true)
    #expect(abort(action) == .internalError)
  }

  @Test func resetAndFramingFaultEndTheCall() {
    var reset = opened(.unary)
    #expect(finish(reset.reset(7)) == .unavailable)
    #expect(isIgnored(reset.reset(7)))
    var fault = opened(.unary)
    #expect(abort(fault.fault(.tooLarge(9))) == .resourceExhausted)
    #expect(isIgnored(fault.message()))
  }

  @Test func messageBeforeTheHeadIsOurMistake() {
    var machine = ClientInbound(kind: .unary)
    guard case .misuse = machine.message() else {
      Issue.record("a message before the head was accepted")
      return
    }
  }

  @Test func requestIsSentInOrder() {
    var machine = ClientOutbound()
    #expect(isMisuse(machine.message()))
    #expect(isMisuse(machine.halfClose()))
    #expect(machine.open() == .send)
    #expect(isMisuse(machine.open()))
    #expect(machine.message() == .send)
    #expect(machine.halfClose() == .send)
    #expect(isMisuse(machine.message()))
    #expect(isMisuse(machine.halfClose()))
    #expect(machine.cancel() == .reset)
    #expect(machine.cancel() == .drop)
  }

  @Test func callThatIsOverDropsWhatComes() {
    var machine = ClientOutbound()
    _ = machine.open()
    machine.close()
    #expect(machine.message() == .drop)
    #expect(machine.halfClose() == .drop)
    #expect(machine.cancel() == .drop)
    var unsent = ClientOutbound()
    #expect(unsent.cancel() == .drop)
    #expect(unsent.open() == .drop)
  }

  private func opened(_ kind: CallKind) -> ClientInbound {
    var machine = ClientInbound(kind: kind)
    let head = fields([":status": "200", "content-type": "application/grpc+proto"])
    _ = machine.headers(head, endStream: false, isBetweenMessages: true)
    return machine
  }

  private func trailers(_ status: String) -> ResponseHead { fields(["grpc-status": status]) }

  private func fields(_ fields: [String: String]) -> ResponseHead {
    var head = ResponseHead()
    for (name, value) in fields {
      withBytes(name) { name in withBytes(value) { head.take(name, $0) } }
    }
    return head
  }

  private func finish(_ action: ClientInbound.Action) -> StatusCode? {
    if case .finish(let status) = action { status.code } else { nil }
  }

  private func abort(_ action: ClientInbound.Action) -> StatusCode? {
    if case .abort(let status) = action { status.code } else { nil }
  }

  private func isDelivered(_ action: ClientInbound.Action) -> Bool {
    if case .deliver = action { true } else { false }
  }

  private func isIgnored(_ action: ClientInbound.Action) -> Bool {
    if case .ignore = action { true } else { false }
  }

  private func isMisuse(_ action: ClientOutbound.Action) -> Bool {
    if case .misuse = action { true } else { false }
  }
}
