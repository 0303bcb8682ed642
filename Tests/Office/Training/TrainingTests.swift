internal import LintasMessages
internal import LintasProtobuf
internal import LintasRecords
internal import LintasStore
internal import LintasTestOffice
internal import LintasTrainingService
internal import Testing

@testable internal import LintasOffice

/// Promise: a quiz is the server's draw and is judged once; a certificate gives a right and takes
/// it away on its day.
@Suite(.timeLimit(.minutes(1))) struct TrainingTests {
  private func start(_ office: TestOffice, _ officer: Caller) async throws -> Quiz {
    try await office.desks.training.startQuiz(
      .with { $0.courseID = QuizKey.course }, by: office.marked(officer)
    ).quiz
  }

  private func pass(_ office: TestOffice, _ officer: Caller) async throws -> Certificate {
    let request = try QuizKey().submission(of: try await start(office, officer))
    return try await office.desks.training.submitQuiz(request, by: office.marked(officer))
      .certificate
  }

  private func isCompetent(_ office: TestOffice, _ officer: Caller) -> Bool {
    do {
      try office.registry.requireCompetence(QuizKey.course, of: officer)
      return true
    } catch let refusal as Refusal {
      #expect(refusal.kind == .permissionDenied && refusal.code == "competence.missing")
      #expect(refusal.subject == QuizKey.course)
      #expect(refusal.phrase.indonesian.contains("Memutus permohonan paspor"))
      #expect(refusal.phrase.english.contains("Deciding on passports"))
    } catch {
      Issue.record("\(error)")
    }
    return false
  }

  /// Promise: the right begins with the certificate and ends after its last day, at midnight in Way
  /// Kanan; a later certificate renews it; it is the holder's alone, and survives a restart.
  @Test func rightsBeginAndEnd() async throws {
    let office = try await TestOffice.open()
    let officer = try await office.staff()
    let other = try await office.staff(2)
    #expect(!isCompetent(office, officer))
    let certificate = try await pass(office, officer)
    #expect(certificate.validUntil == "2027-11-24")
    #expect(isCompetent(office, officer) && !isCompetent(office, other))
    #expect(throws: Never.self) { try office.registry.requireCompetence("", of: other) }
    // From 09:00 to the last second of the last day.
    office.clock.advance(by: .seconds(365 * 86_400 + 15 * 3600 - 1))
    #expect(isCompetent(office, officer))
    office.clock.advance(by: .seconds(1))
    #expect(!isCompetent(office, officer))
    let found = try await office.desks.training.getCertificate(
      .with { $0.certificateID = certificate.certificateID }, by: officer)
    #expect(found.certificate == certificate && !found.valid)
    let renewed = try await pass(office, officer)
    #expect(renewed.attempt == 2 && renewed.certificateID != certificate.certificateID)
    #expect(isCompetent(office, officer))
    let registry = try await office.reopened()
    #expect(throws: Never.self) {
      try registry.requireCompetence(QuizKey.course, of: officer)
    }
  }

  /// Promise: attempts and officers have draws of their own, an open attempt keeps its draw, also
  /// over a restart, and another store draws otherwise.
  @Test func drawsAreTheServers() async throws {
    let office = try await TestOffice.open()
    var draws: [[String]] = []
    for number in 1...4 {
      let officer = try await office.staff(number)
      for _ in 1...2 {
        let quiz = try await start(office, officer)
        #expect(try await start(office, officer) == quiz)
        draws.append(quiz.questions.map(\.questionID))
        let request = try QuizKey().submission(of: quiz, wrong: 5)
        let result = try await office.desks.training.submitQuiz(
          request, by: office.marked(officer))
        #expect(result.correct == 0 && !result.passed)
      }
    }
    #expect(Set(draws).count == draws.count)
    let officer = try await office.staff(5)
    let quiz = try await start(office, officer)
    let desk = TrainingDesk(registry: try await office.reopened())
    let course = try desk.getCourse(.with { $0.courseID = QuizKey.course }, by: officer)
    #expect(course.openQuiz == quiz)
  }

  /// Promise: an attempt is judged by what was drawn, whatever is loaded afterwards.
  @Test func judgedByOwnDraw() async throws {
    let office = try await TestOffice.open()
    let officer = try await office.staff()
    let quiz = try await start(office, officer)
    let lines = try ReferenceFile.parse(ReferenceFixture.text).map { line in
      var values = line.values
      if line.table == .question { values[5] = values[5] == "1" ? "2" : "1" }
      if line.table == .course { values[3] = "100" }
      return ReferenceLine(
        table: line.table, key: line.key, values: values, legalBasis: line.legalBasis,
        validFrom: line.validFrom, validUntil: line.validUntil)
    }
    _ = try await office.registry.load(lines)
    #expect(try await start(office, officer) == quiz)
    let result = try await office.desks.training.submitQuiz(
      try QuizKey().submission(of: quiz, wrong: 1), by: office.marked(officer))
    #expect(result.correct == 4 && result.passPercent == 80 && result.passed)
    #expect(try await start(office, officer).passPercent == 100)
  }

  /// Promise: of many submissions of one attempt at once, under keys of their own, one counts.
  @Test func oneOfManySubmissionsCounts() async throws {
    let office = try await TestOffice.open()
    let officer = try await office.staff()
    let request = try QuizKey().submission(of: try await start(office, officer))
    let passed = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<16 {
        let caller = office.marked(officer)
        group.addTask {
          do {
            return try await office.desks.training.submitQuiz(request, by: caller).passed
          } catch {
            #expect(error as? Refusal == .quizSubmitted(QuizKey.course))
            return false
          }
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(passed == 1)
    #expect(try office.keys(Tables.certificates.range()).count == 1)
    #expect(try office.keys(Tables.certificatesByID.range()).count == 1)
  }

  /// Promise: what is refused writes nothing.
  @Test func refusalsWriteNothing() async throws {
    let office = try await TestOffice.open()
    let officer = try await office.staff()
    let quiz = try await start(office, officer)
    let stranger = try await office.staff(2)
    let before = try office.contents()
    var faulty = try QuizKey().submission(of: quiz)
    faulty.answers[0].option = 99
    let right = try QuizKey().submission(of: quiz)
    for (request, caller) in [(faulty, officer), (right, stranger)] {
      await #expect(throws: Refusal.self) {
        try await office.desks.training.submitQuiz(request, by: office.marked(caller))
      }
    }
    await #expect(throws: Refusal.notFound("none")) {
      try await office.desks.training.startQuiz(
        .with { $0.courseID = "none" }, by: office.marked(officer))
    }
    #expect(try office.contents() == before)
  }

  /// Promise: a certificate is read by its holder without record, by the head of the same office on
  /// record, and by nobody else.
  @Test func whoReadsCertificates() async throws {
    let office = try await TestOffice.open()
    let officer = try await office.staff()
    let certificate = try await pass(office, officer)
    let request = GetCertificateRequest.with { $0.certificateID = certificate.certificateID }
    let desk = office.desks.training
    let entries = try office.auditLog().map(\.entry)
    #expect(entries.suffix(2).map(\.action) == [.startQuiz, .submitQuiz])
    #expect(entries.suffix(2).map(\.subject) == [QuizKey.course, certificate.certificateID])
    #expect(try await desk.getCertificate(request, by: officer).valid)
    #expect(try office.auditLog().count == entries.count)
    let head = try await office.staff(2, roles: [.head])
    #expect(try await desk.getCertificate(request, by: head).certificate == certificate)
    let last = try #require(try office.auditLog().last?.entry)
    #expect(last.action == .lookAtCertificate && last.role == .head)
    #expect(last.subject == certificate.certificateID)
    #expect(last.actorAccountID == head.accountID && last.purpose == .supervision)
    let others = [
      try await office.staff(3), try await office.staff(4, roles: [.head], office: "18.03"),
    ]
    let count = try office.auditLog().count
    for other in others {
      await #expect(throws: Refusal.notFound("")) {
        try await desk.getCertificate(request, by: other)
      }
    }
    await #expect(throws: Refusal.notFound("")) {
      try await desk.getCertificate(
        .with { $0.certificateID = officer.accountID }, by: officer)
    }
    #expect(try office.auditLog().count == count)
  }
}
