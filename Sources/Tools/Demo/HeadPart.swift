internal import DaemonControl
internal import LintasClient
internal import LintasMessages
internal import LintasProtobuf

/// What the head of the office does: reads how long cases took and what is open.
struct HeadPart {
  let head: Officer
  let counter: Counter
  let stage: Stage

  /// Reads the numbers when all changes are counted.
  ///
  /// - Throws: `DemoFailure` if they are not counted in time; `Status`.
  func read() async throws -> OfficeChart {
    let nobody = try counter.client(token: nil)
    let credentials = SignInRequest.with {
      $0.name = head.name
      $0.secret = head.secret
    }
    let session = try await nobody.identity.signIn(credentials, options: counter.options)
    let office = try counter.client(token: session.sessionToken)
    let question = GetTurnaroundRequest.with { $0.officeCode = head.office }
    for _ in 0..<600 {
      let answer = try await office.analytics.getTurnaround(question, options: counter.options)
      if answer.pending == 0, let turnaround = answer.turnarounds.first {
        let backlog = try await office.analytics.getBacklog(
          .with { $0.officeCode = head.office }, options: counter.options)
        return OfficeChart(turnaround: turnaround, backlog: backlog.backlogs.first ?? Backlog())
      }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw DemoFailure(description: "the changes were not counted within half a minute")
  }

  /// Reads the numbers, shows them, and compares them with what happened.
  func play(decided: Int) async throws -> OfficeChart {
    let chart = try await read()
    await stage.show(chart.text)
    try DemoFailure.unless(
      chart.turnaround.decided == Int64(decided) && chart.turnaround.decidedInTime == Int64(decided)
        && chart.backlog.cases == 0,
      "the numbers of the office are not what happened in it")
    return chart
  }

  /// After the restart the numbers are the same: nothing was counted twice.
  func lookAgain(_ before: OfficeChart) async throws {
    let after = try await read()
    try DemoFailure.unless(after == before, "the numbers have changed by a restart")
    await stage.tell(head.name, "angka tetap sama / the numbers are the same")
  }
}
