import Testing

@testable import LintasRPC

/// Promise: whatever a peer says or fails to say about the outcome, it becomes one status code, as
/// the tables of the gRPC project demand.
@Suite struct StatusCodeTests {
  @Test(arguments: [
    ("0", StatusCode.ok), ("5", .notFound), ("16", .unauthenticated), ("17", .unknown),
    ("", .unknown), ("-1", .unknown), ("1a", .unknown), ("4294967312", .unknown),
    ("99999999999999999999999", .unknown),
  ])
  func decimalIsReadAndNeverFails(text: String, code: StatusCode) {
    #expect(withBytes(text) { StatusCode(decimal: $0) } == code)
  }

  @Test func everyCodeSurvivesTheWayOverTheWire() {
    for code in StatusCode.allCases {
      #expect(withBytes(String(code.rawValue)) { StatusCode(decimal: $0) } == code)
    }
  }

  @Test(arguments: [
    (0x0, StatusCode.internalError), (0x1, .internalError), (0x2, .internalError),
    (0x3, .internalError), (0x4, .internalError), (0x6, .internalError), (0x7, .unavailable),
    (0x8, .cancelled), (0x9, .internalError), (0xa, .internalError), (0xb, .resourceExhausted),
    (0xc, .permissionDenied), (0xff, .unknown),
  ])
  func resetIsMapped(reset: Int, code: StatusCode) {
    #expect(StatusCode(reset: UInt32(reset)) == code)
  }

  @Test(arguments: [
    (400, StatusCode.internalError), (401, .unauthenticated), (403, .permissionDenied),
    (404, .unimplemented), (429, .unavailable), (431, .internalError), (502, .unavailable),
    (503, .unavailable), (504, .unavailable), (200, .unknown), (302, .unknown), (500, .unknown),
  ])
  func httpStatusIsMapped(http: Int, code: StatusCode) {
    #expect(StatusCode(http: http) == code)
  }

  @Test func namesAreThoseOfTheStandard() {
    #expect(StatusCode.internalError.description == "INTERNAL")
    #expect(StatusCode.invalidArgument.description == "INVALID_ARGUMENT")
    #expect(Set(StatusCode.allCases.map(\.description)).count == 17)
  }

  @Test func descriptionTellsCodeMessageAndCause() {
    let status = Status(.unavailable, "no way", details: [1], cause: CancellationError())
    #expect(status.description == "UNAVAILABLE: no way (CancellationError())")
    #expect(Status(.aborted).description == "ABORTED")
  }
}
