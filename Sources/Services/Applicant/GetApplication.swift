package import LintasMessages
internal import LintasOffice
internal import LintasProtobuf

extension ApplicantDesk {
  /// Returns one of the caller's own applications.
  package func getApplication(
    _ request: GetApplicationRequest, by caller: Caller
  ) throws -> GetApplicationResponse {
    let record = try registry.ownCase(Identifier.canonical(request.applicationID), of: caller)
    return .with { $0.application = record.ownersView }
  }
}
