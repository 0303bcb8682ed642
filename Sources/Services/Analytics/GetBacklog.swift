package import LintasMessages
internal import LintasOffice

extension AnalyticsDesk {
  /// Says what is open.
  package func getBacklog(
    _ request: GetBacklogRequest, by caller: Caller
  ) async throws -> GetBacklogResponse {
    try registry.backlog(office: request.officeCode, service: request.service)
  }
}
