internal import DaemonControl
internal import LintasClient
internal import LintasMessages
internal import LintasProtobuf
internal import LintasRPC

/// What the public says back: the citizens answer the survey, one of them complains, an officer
/// answers, and the index is made of it.
struct FeedbackPart {
  let outcomes: [ApplicantPart.Outcome]
  let officer: Officer
  let counter: Counter
  let stage: Stage

  /// Plays the part.
  func play() async throws {
    let total = try await surveys()
    let nobody = try counter.client(token: nil)
    let session = try await nobody.identity.signIn(
      .with { ($0.name, $0.secret) = (officer.name, officer.secret) }, options: counter.options)
    let office = try counter.client(token: session.sessionToken)
    try await index(office, total)
    let ratna = outcomes.first { $0.applicant.name == Cast.ratna.name }
    if let ratna { try await complaint(ratna, office) }
  }

  /// Everybody answers all nine questions; who was refused is less content. Gives the sum of all
  /// scores.
  private func surveys() async throws -> Int {
    var total = 0
    for (place, outcome) in outcomes.enumerated() {
      let most = outcome.application.state == .refused ? 3 : 4
      let request = SubmitSurveyRequest.with { request in
        request.applicationID = outcome.application.applicationID
        for number in 1...9 {
          let score = (number + place) % 5 == 0 ? most - 1 : most
          total += score
          request.answers.append {
            $0.element = SatisfactionElement(rawValue: Int32(number))
            $0.score = Int32(score)
          }
        }
      }
      let name = outcome.applicant.name
      let citizen = try counter.client(token: outcome.token)
      _ = try await stage.timed(name, "SubmitSurvey") {
        try await citizen.feedback.submitSurvey(request, options: counter.options)
      }
      await stage.tell(name, "survei terisi / survey answered")
      try await again(request, citizen)
    }
    return total
  }

  /// A second survey about the same case is refused.
  private func again(_ request: SubmitSurveyRequest, _ citizen: LintasClient) async throws {
    do {
      _ = try await citizen.feedback.submitSurvey(request, options: counter.options)
    } catch let status as Status where status.code == .alreadyExists {
      return
    }
    throw DemoFailure(description: "a second survey about one case was accepted")
  }

  /// The index, which has to be what the answers say to the last digit.
  private func index(_ office: LintasClient, _ total: Int) async throws {
    let answer = try await office.feedback.getSatisfactionIndex(
      .with { $0.officeCode = Cast.office }, options: counter.options)
    let cells = 9 * outcomes.count
    try DemoFailure.unless(
      Int(answer.indexHundredths) == (2 * 2500 * total + cells) / (2 * cells),
      "the index is \(answer.index)")
    await stage.tell(
      officer.name,
      "indeks kepuasan / satisfaction: \(answer.index) (\(answer.gradeText.indonesian)"
        + " / \(answer.gradeText.english)), \(answer.respondentCount) jawaban / answers")
  }

  /// A complaint, the officer's reply, which closes it, and the clocks beside it.
  private func complaint(_ outcome: ApplicantPart.Outcome, _ office: LintasClient) async throws {
    let name = outcome.applicant.name
    let citizen = try counter.client(token: outcome.token)
    let report = SubmitFeedbackRequest.with {
      $0.officeCode = Cast.office
      $0.feedbackClass = .service
      $0.applicationID = outcome.application.applicationID
      $0.text = "Loket tutup pukul dua belas padahal masih banyak yang menunggu."
    }
    let opened = try await stage.timed(name, "SubmitFeedback") {
      try await citizen.feedback.submitFeedback(report, options: counter.options)
    }.feedback
    await stage.tell(name, "pengaduan / complaint: \(report.text)")
    await stage.tell(
      name,
      "tanggapan paling lambat / first reply by \(opened.firstReply.dueDate),"
        + " selesai / done by \(opened.resolution.dueDate)")
    let reply = ReplyToFeedbackRequest.with {
      $0.feedbackID = opened.feedbackID
      $0.text = "Mohon maaf; mulai besok loket buka sampai pukul tiga."
      $0.closes = true
    }
    _ = try await office.feedback.replyToFeedback(reply, options: counter.options)
    await stage.tell(officer.name, "jawaban / reply: \(reply.text)")
    let thread = try await citizen.feedback.getFeedback(
      .with { $0.feedbackID = opened.feedbackID }, options: counter.options
    ).feedback
    try DemoFailure.unless(
      thread.state == .closed && thread.messages.map(\.role) == [.citizen, .officer],
      "the thread is not closed by the officer's reply")
    await stage.tell(
      name,
      "selesai / done: \(thread.resolution.usedDays) dari / of"
        + " \(thread.resolution.allowedDays) hari kerja / working days")
  }
}
