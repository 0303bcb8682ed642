import Testing

@testable import LintasRPC

/// Promise: a request that cannot be served is answered as its sender expects, and one with several
/// faults by the first in the order that other servers use.
@Suite struct RequestHeadTests {
  private static let good = [
    ":method": "POST", ":path": "/s/m", "content-type": "application/grpc", "te": "trailers",
  ]

  @Test(arguments: [
    "application/grpc", "application/grpc+proto", "application/grpc;charset=utf-8",
    "application/grpc+proto;v=1",
  ])
  func contentTypesOfGRPCAreServed(value: String) {
    #expect(verdict(["content-type": value]) == .serve)
  }

  @Test(arguments: [
    "application/grpc-web", "application/grpc-web+proto", "application/grpcx", "application/json",
    "application/grpc+json", "application/grp", "", "text/html",
  ])
  func otherContentTypesAreUnsupportedMedia(value: String) {
    #expect(httpNumber(verdict(["content-type": value])) == 415)
  }

  @Test func missingContentTypeIsUnsupportedMedia() {
    #expect(httpNumber(verdict(["content-type": nil])) == 415)
  }

  @Test(arguments: ["GET", "PUT", "post", "OPTIONS"])
  func otherMethodsAreNotAllowed(value: String) {
    #expect(httpNumber(verdict([":method": value])) == 405)
  }

  @Test func malformedTimeoutIsInternal() {
    #expect(code(verdict(["grpc-timeout": "1x"])) == .internalError)
  }

  @Test func timeoutOfZeroIsOverOnArrival() {
    #expect(code(verdict(["grpc-timeout": "0n"])) == .deadlineExceeded)
  }

  @Test func unknownMethodIsUnimplemented() {
    #expect(code(verdict([:], isMethodKnown: false)) == .unimplemented)
  }

  @Test func unknownEncodingIsRefused() {
    #expect(verdict(["grpc-encoding": "deflate"]) == .refuseEncoding)
    #expect(verdict(["grpc-encoding": "gzip"]) == .serve)
    #expect(verdict(["grpc-encoding": "identity"]) == .serve)
  }

  @Test func missingTrailersHintIsNoFault() {
    #expect(verdict(["te": nil]) == .serve)
  }

  @Test func faultsAreFoundInOrder() {
    var faults: [String: String?] = [
      "content-type": "text/html", "grpc-timeout": "x", ":method": "GET", "grpc-encoding": "br",
    ]
    #expect(httpNumber(verdict(faults, isMethodKnown: false)) == 415)
    faults["content-type"] = .none
    #expect(code(verdict(faults, isMethodKnown: false)) == .internalError)
    faults["grpc-timeout"] = "0S"
    #expect(httpNumber(verdict(faults, isMethodKnown: false)) == 405)
    faults[":method"] = .none
    #expect(code(verdict(faults, isMethodKnown: false)) == .deadlineExceeded)
    faults["grpc-timeout"] = "1S"
    #expect(code(verdict(faults, isMethodKnown: false)) == .unimplemented)
    #expect(verdict(faults) == .refuseEncoding)
  }

  @Test func fieldsAreSorted() {
    var head = RequestHead()
    #expect(take(&head, ":path", "/a/b") == .path)
    #expect(take(&head, "authorization", "x") == .metadata)
    #expect(take(&head, "user-agent", "x") == .metadata)
    #expect(take(&head, "grpc-trace-bin", "x") == .taken)
    #expect(take(&head, ":scheme", "https") == .taken)
    #expect(take(&head, "grpc-timeout", "7m") == .taken)
    #expect(head.timeout == 7_000_000)
  }

  @Test(arguments: [
    ("gzip", true), ("identity, deflate, gzip", true), ("identity,gzip", true), (" gzip ,br", true),
    ("", false), ("identity", false), ("gzipped", false), ("x-gzip", false), ("gzip;q=0", false),
  ])
  func acceptedEncodingsAreFound(value: String, isFound: Bool) {
    var head = RequestHead()
    #expect(take(&head, "grpc-accept-encoding", value) == .taken)
    #expect(head.acceptsGzip == isFound)
  }

  /// The verdict on the good request with some fields changed, or left out.
  private func verdict(
    _ changes: [String: String?], isMethodKnown: Bool = true
  ) -> RequestHead.Verdict {
    var fields: [String: String] = Self.good
    for (name, value) in changes { fields[name] = value }
    var head = RequestHead()
    for (name, value) in fields { _ = take(&head, name, value) }
    return head.verdict(isMethodKnown: isMethodKnown)
  }

  private func take(
    _ head: inout RequestHead, _ name: String, _ value: String
  ) -> RequestHead.Field {
    withBytes(name) { name in withBytes(value) { head.take(name, $0) } }
  }

  private func httpNumber(_ verdict: RequestHead.Verdict) -> Int? {
    if case .http(let number, _, _) = verdict { number } else { nil }
  }

  private func code(_ verdict: RequestHead.Verdict) -> StatusCode? {
    if case .refuse(let code, _) = verdict { code } else { nil }
  }
}
