internal import InteropMessages
internal import InteropServices
internal import LintasProtobuf
internal import LintasRPC
internal import LintasStandard

extension InteropCase {
  /// The load that a server reports (ORCA). Lintas balances by no load, so the reports are read
  /// where they arrive: in the trailers of a call, and from the service that tells them.
  static let loadReportCases = [
    InteropCase("orca_per_rpc") { bed in
      let wanted = TestOrcaReport.with {
        $0.cpuUtilization = 0.8210
        $0.memoryUtilization = 0.5847
        $0.requestCost["cost"] = 3456.32
        $0.utilization["util"] = 0.30499
      }
      let answer = try await bed.channel.response(
        TestClient.Methods.unaryCall, .with { $0.orcaPerQueryReport = wanted })
      guard let bytes = answer.trailers.bytes("endpoint-load-metrics-bin") else {
        throw CaseFailure("the trailers hold no report")
      }
      try check(try OrcaLoadReport(decoding: bytes), is: wanted)
    },
    InteropCase("orca_oob") { bed in
      let watching = OpenRcaClient(channel: bed.channel).streamCoreMetrics(
        .with { $0.reportInterval.nanos = 100_000_000 }, options: CallOptions(timeout: .seconds(30))
      )
      var reports = watching.makeAsyncIterator()
      let call = bed.service.fullDuplexCall()
      var answers = call.responses.makeAsyncIterator()
      for (cpu, memory, utilization) in [(0.8210, 0.5847, 0.30499), (0.29309, 0.2, 0.2039)] {
        let wanted = TestOrcaReport.with {
          $0.cpuUtilization = cpu
          $0.memoryUtilization = memory
          $0.utilization["util"] = utilization
        }
        try await call.requests.write(
          .with {
            $0.orcaOobReport = wanted
            $0.responseParameters.append { $0.size = 1 }
          })
        guard try await answers.next() != nil else { throw CaseFailure("no answer came") }
        // Reports from before may be on the way.
        while true {
          guard let report = try await reports.next() else {
            throw CaseFailure("the server stopped to report its load")
          }
          if (try? check(report, is: wanted)) != nil { break }
        }
      }
      try await call.requests.finish()
      guard try await answers.next() == nil else { throw CaseFailure("there is a third answer") }
    },
  ]

  private static func check(_ report: OrcaLoadReport, is wanted: TestOrcaReport) throws {
    try CaseFailure.unless("the load", is: report.cpuUtilization, wanted.cpuUtilization)
    try CaseFailure.unless("the memory", is: report.memUtilization, wanted.memoryUtilization)
    try CaseFailure.unless(
      "the cost", is: report.requestCost.dictionary, wanted.requestCost.dictionary)
    try CaseFailure.unless(
      "the utilization", is: report.utilization.dictionary, wanted.utilization.dictionary)
  }
}
