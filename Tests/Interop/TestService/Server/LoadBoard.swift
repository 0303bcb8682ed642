internal import InteropMessages
internal import LintasProtobuf
internal import Synchronization

/// The load that the server reports as its own: what a test last said that it is.
final class LoadBoard: Sendable {
  private let latest = Mutex(OrcaLoadReport())

  /// The load now.
  var report: OrcaLoadReport { latest.withLock { $0 } }

  /// From now on the load is this.
  func post(_ report: OrcaLoadReport) {
    latest.withLock { $0 = report }
  }

  /// A load as a test words it, in the words of the standard.
  static func report(_ test: TestOrcaReport) -> OrcaLoadReport {
    .with { report in
      report.cpuUtilization = test.cpuUtilization
      report.memUtilization = test.memoryUtilization
      for (name, value) in test.requestCost { report.requestCost[name] = value }
      for (name, value) in test.utilization { report.utilization[name] = value }
    }
  }
}
