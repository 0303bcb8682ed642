internal import LintasClient
internal import LintasMessages
internal import LintasOffice
internal import LintasProtobuf
internal import LintasRPC
internal import LintasServer
internal import LintasStandard
internal import LintasTestOffice
internal import Testing

/// Promise: nobody does what needs a competence without a certificate that is valid at that moment.
@Suite(.timeLimit(.minutes(3))) struct CompetenceTests {
  /// Promise: the Door says which course is missing: to programs, and to people in their language.
  @Test func doorNamesTheCourse() async throws {
    try await served(seed: 1) { office, channel in
      _ = try await office.staff()
      let officer = OfficerClient(channel: channel)
      let token = try await signIn(ChannelOffice(channel), TestOffice.staffName(1)).token ?? ""
      var sentences: Set<String> = []
      for language in ["id", "en"] {
        var options = CallOptions()
        options.metadata.append("authorization", "Bearer \(token)")
        options.metadata.append("accept-language", language)
        options.metadata.append("idempotency-key", office.random.key())
        let status = await #expect(throws: Status.self) {
          try await officer.decideCase(decision(office), options: options)
        }
        #expect(status?.code == .permissionDenied)
        let info = status?.detail(GoogleErrorInfo.self)
        #expect(info?.reason == "COMPETENCE_MISSING")
        #expect(info?.metadata["subject"] == QuizKey.course)
        let text = status?.detail(GoogleLocalizedMessage.self)?.message ?? ""
        #expect(text.contains(QuizKey.course))
        sentences.insert(text)
      }
      #expect(sentences.count == 2)
    }
  }

  /// Promise: over hundreds of random acts of several officers and days that pass, a decision gets
  /// through the Door exactly if the officer's newest certificate is valid on that day.
  @Test(arguments: [1, 2] as [UInt64]) func neverWithout(seed: UInt64) async throws {
    let office = try await TestOffice.open(seed: seed)
    try await wander(office, DirectOffice(office), steps: 300, seed)
    try await served(seed: seed) { office, channel in
      try await wander(office, ChannelOffice(channel), steps: 300, seed)
    }
  }

  /// Promise: every competence that a contract asks for is a course that the office ships.
  @Test func everyCompetenceIsACourse() async throws {
    let office = try await TestOffice.open()
    let services = OfficeServices(registry: office.registry, policy: TestOffice.policy) { _ in }
    let asked = Set(services.router.methods.map(\.policy.competence.description)).subtracting([""])
    #expect(asked == [QuizKey.course])
    let rules = try office.registry.rules()
    for course in asked {
      #expect(rules.courses.row(course, on: TestOffice.start.officeDay) != nil)
    }
  }

  /// Officers learn, fail, pass, decide and grow older at random, beside a model of their rights.
  private func wander(
    _ office: TestOffice, _ connection: any OfficeConnection, steps: Int, _ seed: UInt64
  ) async throws {
    let key = try QuizKey()
    for number in 1...3 { _ = try await office.staff(number) }
    var lastDays: [Int: CivilDate] = [:]
    var sessions: [Int: Credentials] = [:]
    for step in 0..<steps {
      let number = office.random.next(in: 1..<4)
      if sessions[number] == nil {
        sessions[number] = try await signIn(connection, TestOffice.staffName(number))
      }
      let official = try #require(sessions[number])
      switch office.random.next(in: 0..<10) {
      case 0..<2:
        let request = StartQuizRequest.with { $0.courseID = QuizKey.course }
        let quiz = try await connection.startQuiz(request, marked(official, office)).quiz
        let answers = key.submission(of: quiz, wrong: office.random.next(in: 0..<4))
        let result = try await connection.submitQuiz(answers, marked(official, office))
        if result.passed { lastDays[number] = CivilDate(result.certificate.validUntil) }
      case 2..<4:
        office.clock.advance(by: .seconds(86_400 * office.random.next(in: 1..<80)))
        sessions = [:]
      default:
        let today = office.clock.now.officeDay
        let mayDecide = lastDays[number].map { today <= $0 } ?? false
        let refused = await #expect(throws: RefusedCall.self) {
          try await connection.decideCase(decision(office), marked(official, office))
        }
        // The case does not exist: who gets as far as that has passed the Door.
        let expected = mayDecide ? "NOT_FOUND" : "COMPETENCE_MISSING"
        #expect(refused?.reason == expected, "seed \(seed), step \(step), officer \(number)")
      }
    }
  }

  private func signIn(_ office: any OfficeConnection, _ name: String) async throws -> Credentials {
    let session = try await office.signIn(
      .with { ($0.name, $0.secret) = (name, TestOffice.staffSecret) }, Credentials())
    return Credentials(token: session.sessionToken)
  }

  private func marked(_ official: Credentials, _ office: TestOffice) -> Credentials {
    official.with(key: office.random.key())
  }

  /// A faultless decision about a case that does not exist.
  private func decision(_ office: TestOffice) -> DecideCaseRequest {
    .with {
      $0.applicationID = Identifier(at: office.clock.now, random: office.random.bytes(9)).text
      $0.outcome = .approve
      $0.reason = .requirementsMet
    }
  }

  /// Runs `body` beside a server in memory.
  private func served(
    seed: UInt64, _ body: @Sendable (TestOffice, Channel) async throws -> Void
  ) async throws {
    let office = try await TestOffice.open(seed: seed)
    let services = OfficeServices(registry: office.registry, policy: TestOffice.policy) { failure in
      Issue.record("\(failure.method.path): \(failure.error)")
    }
    var configuration = ServerConfiguration()
    configuration.loops = 2
    configuration.workers = 2
    try await GRPCServer.run(router: services.router, configuration: configuration) { server in
      let channel = try server.channel()
      defer { channel.close() }
      try await body(office, channel)
    }
  }
}
