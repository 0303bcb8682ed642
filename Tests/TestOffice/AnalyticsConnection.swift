package import LintasMessages

/// The numbers of the offices as a caller reaches them, at whatever depth.
package protocol AnalyticsConnection: OfficeConnection {
  /// `AnalyticsService.GetTurnaround`.
  func getTurnaround(
    _ request: GetTurnaroundRequest, _ with: Credentials
  ) async throws -> GetTurnaroundResponse

  /// `AnalyticsService.GetBacklog`.
  func getBacklog(
    _ request: GetBacklogRequest, _ with: Credentials
  ) async throws -> GetBacklogResponse
}
