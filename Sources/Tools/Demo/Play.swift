internal import DaemonControl
internal import Foundation
internal import LintasClient
internal import LintasMessages
internal import LintasProtobuf

/// The whole morning, chapter by chapter.
struct Play {
  let daemon: Daemon
  let referenceData: URL
  let stage = Stage()

  /// Plays; throws at the first step that does not go as it should.
  func run() async throws {
    await stage.chapter("Kantor dibuka / The office opens")
    try await daemon.prepare(referenceData: referenceData, officers: Cast.officers + [Cast.head])
    try await daemon.start()
    await stage.tell("lintasd", "listening on \(daemon.address ?? "")")

    await stage.chapter("Enam warga dan dua petugas / Six citizens and two officers, all at once")
    let outcomes = try await everybody(Counter(daemon))
    try check(outcomes)

    await stage.chapter("Riwayat permohonan \(Cast.ratna.name) / \(Cast.ratna.name)'s timeline")
    if let ratna = outcomes.first(where: { $0.applicant.name == Cast.ratna.name }) {
      await stage.show(
        Timeline(application: ratna.application, calls: stage.calls(of: Cast.ratna.name)).text)
    }

    await stage.chapter("Survei dan pengaduan / Survey and complaint")
    try await FeedbackPart(
      outcomes: outcomes, officer: Cast.officers[0], counter: Counter(daemon), stage: stage
    ).play()
    await stage.chapter("Angka bagi kepala kantor / The numbers for the head of the office")
    let chart = try await head(Counter(daemon)).play(decided: outcomes.count)

    await stage.chapter("Server dihidupkan ulang / The server is restarted")
    try await DemoFailure.unless(daemon.stop() == 0, "the server did not drain and end with 0")
    try await daemon.start()
    await stage.tell("lintasd", "listening on \(daemon.address ?? "")")
    try await lookAgain(outcomes, Counter(daemon))
    try await head(Counter(daemon)).lookAgain(chart)
    try await DemoFailure.unless(daemon.stop() == 0, "the server did not drain and end with 0")
    await stage.tell("lintasd", "berhenti, semua langkah benar / stopped, every step went right")
  }

  private func head(_ counter: Counter) -> HeadPart {
    HeadPart(head: Cast.head, counter: counter, stage: stage)
  }

  /// Citizens and officers at the same time; the officers stop when all citizens know.
  private func everybody(_ counter: Counter) async throws -> [ApplicantPart.Outcome] {
    let done = Done()
    let key = try CourseKey(referenceData)
    return try await withThrowingTaskGroup(of: ApplicantPart.Outcome?.self) { group in
      for applicant in Cast.applicants {
        let part = ApplicantPart(applicant: applicant, counter: counter, stage: stage)
        group.addTask { try await part.play() }
      }
      for officer in Cast.officers {
        let part = OfficerPart(officer: officer, key: key, counter: counter, stage: stage)
        group.addTask {
          try await part.play { await done.holds }
          return nil
        }
      }
      var outcomes: [ApplicantPart.Outcome] = []
      for try await outcome in group {
        if let outcome { outcomes.append(outcome) }
        if outcomes.count == Cast.applicants.count { await done.set() }
      }
      return outcomes
    }
  }

  /// One is refused with grounds, the others are approved.
  private func check(_ outcomes: [ApplicantPart.Outcome]) throws {
    for outcome in outcomes {
      let refused = outcome.applicant.name == Cast.refused
      let decision = outcome.application.decision
      try DemoFailure.unless(
        outcome.application.state == (refused ? .refused : .approved)
          && decision.grounds == (refused ? Cast.grounds : ""),
        "\(outcome.applicant.name)'s application was decided wrongly")
    }
  }

  /// After the restart each session still holds and each file is as it was.
  private func lookAgain(_ outcomes: [ApplicantPart.Outcome], _ counter: Counter) async throws {
    for outcome in outcomes {
      let office = try counter.client(token: outcome.token)
      let list = try await office.applicant.listApplications(
        ListApplicationsRequest(), options: counter.options)
      let identifier = outcome.application.applicationID
      try DemoFailure.unless(
        list.applications.map(\.applicationID) == [identifier],
        "\(outcome.applicant.name)'s application is not there once")
      let found = try await office.applicant.getApplication(
        .with { $0.applicationID = identifier }, options: counter.options)
      try DemoFailure.unless(
        found.application == outcome.application,
        "\(outcome.applicant.name)'s application has changed")
      await stage.tell(
        outcome.applicant.name, "semua masih ada / all is there: \(Amounts.grouped(identifier))")
    }
  }
}
