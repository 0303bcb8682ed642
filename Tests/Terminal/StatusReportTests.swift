import LintasMessages
import LintasProtobuf
import LintasRPC
import LintasStandard
import Testing

@testable import lintas

/// Promise: nothing of what a server says of a refusal is lost: the status, every violation, and
/// each other detail as JSON with its type, also one of a type that is not known.
@Suite struct StatusReportTests {
  @Test func violationsAndDetails() throws {
    let request = GoogleBadRequest.with { request in
      for field in ["form.a", "form.b", "form.c"] {
        request.fieldViolations.append {
          $0.field = field
          $0.description_ = "is wrong"
        }
      }
      request.fieldViolations[1].localizedMessage.message = "salah"
      request.fieldViolations[1].reason = "RULE"
    }
    let delay = GoogleRetryInfo.with { $0.retryDelay.nanos = 500_000_000 }
    let own = GetApplicationRequest.with { $0.applicationID = "A" }
    let report = StatusReport(
      status: Status(.invalidArgument, "three faults", with: [delay, request, own]))
    #expect(
      report.text == """
        INVALID_ARGUMENT: three faults
          form.a: is wrong
          form.b: salah [RULE]
          form.c: is wrong
        {
          "@type": "type.googleapis.com/google.rpc.RetryInfo",
          "retryDelay": "0.500s"
        }
        {
          "@type": "type.googleapis.com/lintas.v1.GetApplicationRequest",
          "applicationId": "A"
        }
        """)
  }

  @Test func aDetailThatCannotBeReadIsNamed() {
    let whole = GoogleStatus.with { status in
      status.details.append {
        $0.typeURL = "example.org/some.Thing"
        $0.value = [1, 2, 3]
      }
      status.details.append {
        $0.typeURL = "type.googleapis.com/google.rpc.BadRequest"
        $0.value = [0xff]
      }
      status.details.append { $0.typeURL = "" }
    }
    let report = StatusReport(
      status: Status(.internalError, "broken", details: whole.encoded()))
    let lines = report.text.split(separator: "\n")
    #expect(lines.first == "INTERNAL: broken")
    #expect(lines.contains { $0.hasPrefix("example.org/some.Thing (3 B): ") })
    #expect(lines.contains { $0.hasPrefix("type.googleapis.com/google.rpc.BadRequest (1 B): ") })
    let noise = StatusReport(status: Status(.internalError, "broken", details: [0xff, 0xff]))
    #expect(noise.text == "INTERNAL: broken")
  }

  @Test func eachStatusHasAnExitCodeOfItsOwn() {
    let codes = StatusCode.allCases.filter { $0 != .ok }
      .map { StatusReport(status: Status($0)).exitCode }
    #expect(codes == Array(65...80))
  }
}
