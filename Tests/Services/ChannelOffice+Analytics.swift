internal import LintasClient
internal import LintasMessages
internal import LintasTestOffice

extension ChannelOffice: AnalyticsConnection {
  func getTurnaround(
    _ request: GetTurnaroundRequest, _ with: Credentials
  ) async throws -> GetTurnaroundResponse {
    try await call(with) {
      try await AnalyticsClient(channel: channel).getTurnaround(request, options: $0)
    }
  }

  func getBacklog(
    _ request: GetBacklogRequest, _ with: Credentials
  ) async throws -> GetBacklogResponse {
    try await call(with) {
      try await AnalyticsClient(channel: channel).getBacklog(request, options: $0)
    }
  }
}
