package import LintasMessages
internal import LintasOffice
internal import LintasProtobuf

extension OfficerDesk {
  /// Records what was found about each paper.
  package func recordDocumentCheck(
    _ request: RecordDocumentCheckRequest, by caller: Caller
  ) async throws -> RecordDocumentCheckResponse {
    let id = try Identifier.canonical(request.applicationID)
    return try await registry.write(.recordDocumentCheck, by: caller, answering: request) {
      [registry] books in
      let now = books.now
      let record = try registry.change(id, in: &books) {
        try $0.recordDocumentCheck(Array(request.findings), by: caller.accountID, at: now)
      }
      let file = try registry.file(record, for: caller, in: books)
      return .with { $0.file = file }
    }
  }
}
