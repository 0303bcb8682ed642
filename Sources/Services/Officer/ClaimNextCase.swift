package import LintasMessages
internal import LintasOffice
internal import LintasProtobuf

extension OfficerDesk {
  /// Gives the caller the next waiting case of his or her office; none if the queue is empty.
  package func claimNextCase(
    _ request: ClaimNextCaseRequest, by caller: Caller
  ) async throws -> ClaimNextCaseResponse {
    try await registry.write(.claimCase, by: caller, answering: request) { [registry] books in
      guard let record = try registry.claimNext(in: &books) else { return .init() }
      let file = try registry.file(record, for: caller, in: books)
      return .with { $0.file = file }
    }
  }
}
