internal import LintasMessages
internal import LintasOffice
internal import LintasProtobuf
internal import LintasStandard
internal import LintasTestOffice
internal import Testing

/// What those read who run the office, while cases come and go, and who may read it. It knows only
/// `AnalyticsConnection`, so it is played at every depth.
struct AnalyticsJourney {
  /// The office, at some depth.
  let office: any AnalyticsConnection
  /// Draws people and keys.
  let random: SeededRandom
  /// Moves the office's clock.
  let wait: @Sendable (Duration) -> Void

  /// Numbers of the members of staff by role, as `staff` makes them.
  static let readers: [Role] = [.head, .inspector, .administrator]

  /// Makes the accounts of staff that the journey signs in with.
  static func staff(_ office: TestOffice) async throws {
    _ = try await office.staff(1)
    for (index, role) in readers.enumerated() {
      _ = try await office.staff(index + 2, roles: [role])
    }
  }

  private var journey: Journey {
    Journey(office: office, random: random, officer: (TestOffice.staffName(1), ""))
  }

  private static let question = GetTurnaroundRequest.with { $0.officeCode = TestOffice.officeCode }

  /// Plays all of it.
  func play() async throws {
    let official = try await staff(1)
    let head = try await staff(2)
    try await empty(head)
    let people = (0..<3).map { _ in TestPerson(random) }
    var citizens: [Credentials] = []
    for person in people { citizens.append(try await journey.join(person)) }
    try await closed(citizens[0], official)
    for (person, citizen) in zip(people, citizens) {
      _ = try await office.submitApplication(
        .with { $0.form = person.form() }, citizen.with(key: random.key()))
    }
    try await qualify(official)
    let number = try await oneDecision(official)
    try await turnaround(head, number)
    try await backlog(head)
    for reader in 2..<(2 + Self.readers.count) {
      let answer = try await office.getTurnaround(Self.question, try await staff(reader))
      #expect(answer.turnarounds.first?.decided == 1)
    }
  }

  private func staff(_ number: Int) async throws -> Credentials {
    try await journey.signIn(TestOffice.staffName(number), TestOffice.staffSecret)
  }

  /// Nothing has happened: every step is there, without a mean and without a share.
  private func empty(_ head: Credentials) async throws {
    let answer = try await office.getTurnaround(.init(), head)
    #expect(answer.turnarounds.map(\.officeCode) == ["18.03", "18.08"])
    for turnaround in answer.turnarounds {
      #expect(turnaround.service == .passport && turnaround.decided == 0)
      #expect(!turnaround.hasInTimeBasisPoints)
      #expect(turnaround.steps.map(\.step.rawValue) == [1, 2, 3, 4])
      #expect(turnaround.steps.allSatisfy { $0.cases == 0 && !$0.hasMean && !$0.hasP50 })
    }
    let backlog = try await office.getBacklog(
      .with { $0.officeCode = TestOffice.officeCode }, head)
    #expect(backlog.backlogs.map(\.cases) == [0])
    #expect(backlog.day == "2026-11-24")
  }

  /// Who may not read, and what must not be asked.
  private func closed(_ citizen: Credentials, _ official: Credentials) async throws {
    for caller in [citizen, official] {
      await journey.refusal(.permissionDenied) { try await office.getTurnaround(.init(), caller) }
      await journey.refusal(.permissionDenied) { try await office.getBacklog(.init(), caller) }
    }
    await journey.refusal(.unauthenticated) {
      try await office.getBacklog(.init(), Credentials())
    }
    let head = try await staff(2)
    await journey.refusal(.invalid, fields: ["office_code"]) {
      try await office.getTurnaround(.with { $0.officeCode = "99.99" }, head)
    }
    await journey.refusal(.invalid, fields: ["office_code"]) {
      try await office.getBacklog(.with { $0.officeCode = "99.99" }, head)
    }
    await journey.refusal(.invalid, fields: ["service"]) {
      try await office.getTurnaround(.with { $0.service = CountedService(rawValue: 99) }, head)
    }
  }

  /// The officer gets the certificate that decisions need.
  private func qualify(_ official: Credentials) async throws {
    let start = StartQuizRequest.with { $0.courseID = QuizKey.course }
    let quiz = try await office.startQuiz(start, official.with(key: random.key())).quiz
    let answers = try QuizKey().submission(of: quiz)
    #expect(try await office.submitQuiz(answers, official.with(key: random.key())).passed)
  }

  /// One case is decided: claimed after 90 minutes, checked after 10 more, decided after 5 more.
  /// The answer's number is that of the last change, as the stream numbers them.
  private func oneDecision(_ official: Credentials) async throws -> UInt64 {
    wait(.seconds(90 * 60))
    let file = try await office.claimNextCase(.init(), official.with(key: random.key())).file
    let id = file.application.applicationID
    wait(.seconds(10 * 60))
    let check = RecordDocumentCheckRequest.with { request in
      request.applicationID = id
      for document in file.application.form.documents {
        request.findings.append {
          $0.document = document
          $0.verdict = .accepted
        }
      }
    }
    _ = try await office.recordDocumentCheck(check, official.with(key: random.key()))
    wait(.seconds(5 * 60))
    let decision = DecideCaseRequest.with {
      $0.applicationID = id
      $0.outcome = .approve
      $0.reason = .requirementsMet
    }
    _ = try await office.decideCase(decision, official.with(key: random.key()))
    return 6
  }

  /// The steps of the decided case, to the second; the parts add up.
  private func turnaround(_ head: Credentials, _ number: UInt64) async throws {
    var answer = try await office.getTurnaround(Self.question, head)
    while answer.pending > 0 {
      try await Task.sleep(for: .milliseconds(2))
      answer = try await office.getTurnaround(Self.question, head)
    }
    #expect(answer.position == number)
    let turnaround = try #require(answer.turnarounds.first)
    #expect(answer.turnarounds.count == 1 && turnaround.officeCode == TestOffice.officeCode)
    #expect(turnaround.decided == 1 && turnaround.decidedInTime == 1)
    #expect(turnaround.inTimeBasisPoints == 10_000)
    #expect(turnaround.steps.map(\.cases) == [1, 1, 1, 1])
    let minutes: [Int64] = [90, 10, 5, 105]
    #expect(turnaround.steps.map(\.mean.seconds) == minutes.map { $0 * 60 })
    #expect(turnaround.steps.map(\.p50.seconds) == minutes.map { $0 * 60 })
    #expect(turnaround.steps.map(\.p90.seconds) == minutes.map { $0 * 60 })
    #expect(turnaround.steps.map { $0.bars.map(\.atMostMinutes) } == [[120], [10], [5], [120]])
  }

  /// What is still open.
  private func backlog(_ head: Credentials) async throws {
    let answer = try await office.getBacklog(.init(), head)
    #expect(answer.backlogs.map(\.cases) == [0, 2])
    let backlog = try #require(answer.backlogs.last)
    #expect(backlog.overdue == 0 && backlog.states.map(\.state) == [.submitted])
    #expect(backlog.states.first?.ages.map(\.workingDays) == [0])
    #expect(backlog.states.first?.ages.map(\.cases) == [2])
  }
}
