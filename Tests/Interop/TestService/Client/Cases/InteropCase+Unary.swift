internal import InteropMessages
internal import InteropServices
internal import LintasProtobuf

extension InteropCase {
  /// One request, one answer.
  static let unaryCases = [
    InteropCase("empty_unary") { bed in
      let answer = try await bed.service.emptyCall(Empty())
      try CaseFailure.unless("the size of the answer", is: answer.encoded().count, 0)
    },
    InteropCase("large_unary") { bed in try await TestBed.largeUnary(bed.service) },
  ]
}
