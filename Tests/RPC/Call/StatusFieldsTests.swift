import LintasProtobuf
import LintasStandard
import LintasTransport
import Testing

@testable import LintasRPC

/// Promise: whatever a status holds, it fits the header list that the peer takes, and what is cut
/// is the least important part of it.
@Suite struct StatusFieldsTests {
  @Test(arguments: Array(stride(from: 300, through: 8_192, by: 131)))
  func statusFitsTheLimit(limit: Int) {
    var status = Status(
      .aborted, String(repeating: "a ☺ ", count: 600),
      with: [GoogleErrorInfo.with { $0.reason = String(repeating: "r", count: 1_000) }])
    status.metadata = ["some": String(repeating: "m", count: 2_000)]
    let trailers = StatusFields.trailers(status, limit: limit)
    #expect(trailers.listSize <= limit)
    let only = StatusFields.trailersOnly(status, http: "415", encodings: true, limit: limit)
    #expect(only.listSize <= limit)
    #expect(texts(trailers)["grpc-status"] == "10")
    #expect(texts(only)[":status"] == "415")
  }

  @Test func everythingIsSentIfItFits() {
    var status = Status(.notFound, "no such", details: [1, 2, 3])
    status.metadata = ["a": "b"]
    let fields = texts(StatusFields.trailers(status, limit: 8_192))
    #expect(
      fields == [
        "grpc-status": "5", "grpc-message": "no such", "grpc-status-details-bin": "AQID", "a": "b",
      ])
  }

  @Test func detailsThatDoNotFitAreLeftOutWhole() {
    let status = Status(.notFound, "no such", details: Array(repeating: 7, count: 10_000))
    let fields = texts(StatusFields.trailers(status, limit: 8_192))
    #expect(fields == ["grpc-status": "5", "grpc-message": "no such"])
  }

  @Test func everyCodeIsWrittenWithoutLeadingZeros() {
    for code in StatusCode.allCases {
      let fields = texts(StatusFields.trailers(Status(code), limit: 8_192))
      #expect(fields["grpc-status"] == String(code.rawValue))
    }
  }

  @Test func headAndGoodTrailersAreTheSmallest() {
    #expect(
      texts(StatusFields.head()) == [":status": "200", "content-type": "application/grpc"])
    #expect(texts(StatusFields.okTrailers()) == ["grpc-status": "0"])
  }

  private func texts(_ list: borrowing HeaderList) -> [String: String] {
    var fields: [String: String] = [:]
    list.forEach { name, value in
      fields[String(decoding: name, as: UTF8.self)] = String(decoding: value, as: UTF8.self)
    }
    return fields
  }
}
