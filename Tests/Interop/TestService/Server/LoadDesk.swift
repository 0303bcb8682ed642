internal import InteropMessages
internal import InteropServices
internal import LintasProtobuf
internal import LintasRPC
internal import LintasStandard

/// `xds.service.orca.v3.OpenRcaService`: the server's load, again and again.
struct LoadDesk: OpenRcaService {
  /// What the load is.
  let board: LoadBoard

  /// Reports are never closer than this, whatever is asked for.
  private static let leastInterval = Duration.milliseconds(50)

  /// Reports the load until the caller ends the call.
  func streamCoreMetrics(
    _ request: OrcaLoadReportRequest, to responses: ResponseWriter<OrcaLoadReport>,
    by caller: Visitor
  ) async throws {
    let asked = request.reportInterval
    let interval = max(
      .seconds(asked.seconds) + .nanoseconds(Int64(asked.nanos)), Self.leastInterval)
    while true {
      try await responses.write(board.report)
      try await Task.sleep(for: interval)
    }
  }
}
