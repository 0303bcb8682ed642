package import LintasMessages
internal import LintasOffice
internal import LintasProtobuf

extension OfficerDesk {
  /// Opens a case; answered when the look is recorded.
  package func getCase(
    _ request: GetCaseRequest, by caller: Caller
  ) async throws -> GetCaseResponse {
    let id = try Identifier.canonical(request.applicationID)
    return try await registry.look(.lookAtCase, at: id, by: caller, purpose: request.purpose) {
      books in
      let record = try registry.openCase(id, by: caller, in: books)
      let file = try registry.file(record, for: caller, in: books)
      return .with { $0.file = file }
    }
  }
}
