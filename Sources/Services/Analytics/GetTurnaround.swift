package import LintasMessages
internal import LintasOffice

extension AnalyticsDesk {
  /// Says how long each step took.
  package func getTurnaround(
    _ request: GetTurnaroundRequest, by caller: Caller
  ) throws -> GetTurnaroundResponse {
    try registry.turnaround(office: request.officeCode, service: request.service)
  }
}
