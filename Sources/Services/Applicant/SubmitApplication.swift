package import LintasMessages
internal import LintasOffice
internal import LintasProtobuf

extension ApplicantDesk {
  /// Submits an application; answered when it is on disk.
  package func submitApplication(
    _ request: SubmitApplicationRequest, by caller: Caller
  ) async throws -> SubmitApplicationResponse {
    try await registry.write(.submitApplication, by: caller, answering: request) {
      [registry] books in
      let record = try registry.submit(request.form, in: &books)
      return .with { $0.application = record.ownersView }
    }
  }
}
