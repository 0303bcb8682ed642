internal import LintasAnalyticsService
internal import LintasInterfaces
package import LintasMessages

extension DirectOffice: AnalyticsConnection {
  package func getTurnaround(
    _ request: GetTurnaroundRequest, _ with: Credentials
  ) async throws -> GetTurnaroundResponse {
    try await enter(AnalyticsServiceMethods.getTurnaround, request, with) {
      try AnalyticsDesk(registry: office.registry).getTurnaround(request, by: $0)
    }
  }

  package func getBacklog(
    _ request: GetBacklogRequest, _ with: Credentials
  ) async throws -> GetBacklogResponse {
    try await enter(AnalyticsServiceMethods.getBacklog, request, with) {
      try await AnalyticsDesk(registry: office.registry).getBacklog(request, by: $0)
    }
  }
}
