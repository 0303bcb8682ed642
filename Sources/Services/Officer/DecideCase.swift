package import LintasMessages
internal import LintasOffice
internal import LintasProtobuf

extension OfficerDesk {
  /// Decides a case for good.
  package func decideCase(
    _ request: DecideCaseRequest, by caller: Caller
  ) async throws -> DecideCaseResponse {
    let id = try Identifier.canonical(request.applicationID)
    return try await registry.write(.decideCase, by: caller, answering: request) {
      [registry] books in
      let now = books.now
      let rules = try books.rules()
      let record = try registry.change(id, in: &books) {
        let validUntil = $0.lastDay(by: rules, issued: now.officeDay)
        try $0.decide(
          request.outcome, reason: request.reason, grounds: request.grounds,
          validUntil: validUntil, by: caller.accountID, at: now)
      }
      let file = try registry.file(record, for: caller, in: books)
      return .with { $0.file = file }
    }
  }
}
