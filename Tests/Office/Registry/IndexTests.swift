internal import LintasApplicantService
internal import LintasMessages
internal import LintasOfficerService
internal import LintasProtobuf
internal import LintasRecords
internal import LintasStore
internal import LintasTestOffice
internal import Testing

@testable internal import LintasOffice

/// Promise: indexes say exactly what the records say, whatever happened.
@Suite(.timeLimit(.minutes(1))) struct IndexTests {
  /// Promise: after 300 random acts, with a restart of nothing and refusals among them, every index
  /// equals the one computed from the records.
  @Test(arguments: [1, 2, 3] as [UInt64]) func indexesAgreeWithRecords(seed: UInt64) async throws {
    let office = try await TestOffice.open(seed: seed)
    let people = (0..<6).map { _ in TestPerson(office.random) }
    var citizens: [Caller] = []
    for person in people { citizens.append(try await office.citizen(person)) }
    let officers = [try await office.staff(1), try await office.staff(2)]
    for _ in 0..<300 {
      office.clock.advance(by: .seconds(office.random.next(in: 1..<20_000)))
      do {
        try await act(office, people, citizens, officers)
      } catch is Refusal {
        continue
      }
      if office.random.next(in: 0..<50) == 0 { try check(office) }
    }
    try check(office)
  }

  private func act(
    _ office: TestOffice, _ people: [TestPerson], _ citizens: [Caller], _ officers: [Caller]
  ) async throws {
    let officer = office.marked(officers[office.random.next(in: 0..<officers.count)])
    let number = office.random.next(in: 0..<people.count)
    switch office.random.next(in: 0..<4) {
    case 0:
      _ = try await office.desks.applicant.submitApplication(
        .with { $0.form = people[number].form() }, by: office.marked(citizens[number]))
    case 1:
      _ = try await office.desks.officer.claimNextCase(.init(), by: officer)
    case 2:
      guard let id = try randomCase(office) else { return }
      let form = try office.registry.read { try $0.get(.cases, id).application.form }
      let check = RecordDocumentCheckRequest.with { request in
        request.applicationID = id
        for document in form.documents {
          request.findings.append {
            $0.document = document
            $0.verdict = .accepted
          }
        }
      }
      _ = try await office.desks.officer.recordDocumentCheck(check, by: officer)
    default:
      guard let id = try randomCase(office) else { return }
      let decision = DecideCaseRequest.with {
        $0.applicationID = id
        $0.outcome = .approve
        $0.reason = .requirementsMet
      }
      _ = try await office.desks.officer.decideCase(decision, by: officer)
    }
  }

  private func randomCase(_ office: TestOffice) throws -> String? {
    let keys = try office.keys(Tables.cases.range())
    if keys.isEmpty { return nil }
    return try Tables.cases.parts(of: keys[office.random.next(in: 0..<keys.count)])
  }

  private func check(_ office: TestOffice) throws {
    var owners: Set<Key> = []
    var queue: Set<Key> = []
    var persons: Set<Key> = []
    for key in try office.keys(Tables.cases.range()) {
      let id = try Tables.cases.parts(of: key)
      let record = try office.registry.read { try $0.get(.cases, id) }
      let form = record.application.form
      owners.insert(Tables.casesByOwner.key(record.ownerAccountID, id))
      persons.insert(
        Tables.casesByPerson.key(office.registry.keys.entry(.nik, form.person.nik), id))
      if record.application.state == .submitted {
        queue.insert(Tables.queue.key(form.officeCode, record.dueDay, id))
      }
      #expect(record.acts.count == record.application.timeline.count)
    }
    #expect(Set(try office.keys(Tables.casesByOwner.range())) == owners)
    #expect(Set(try office.keys(Tables.casesByPerson.range())) == persons)
    #expect(Set(try office.keys(Tables.queue.range())) == queue)
    let answers = try office.keys(Tables.idempotency.range()).count
    #expect(try office.keys(Tables.idempotencyByEnd.range()).count == answers)
  }

  /// Promise: no personal value stands in a key or in the clear part of a stored record: neither
  /// NIK nor phone number nor name nor secret.
  @Test func personalValuesStandApart() async throws {
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    let citizen = try await office.citizen(person)
    _ = try await office.desks.applicant.submitApplication(
      .with { $0.form = person.form() }, by: office.marked(citizen))
    let personal = [person.nik, person.fullName, String(person.phone.dropFirst()), person.secret]
      .map { Array($0.utf8) }
    for (key, value) in try office.contents() where !key.isEmpty {
      let length = value.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      let clear = Array(value.dropFirst(4).prefix(length))
      for text in personal {
        #expect(key.firstRange(of: text) == nil, "a key of table \(key[0])")
        #expect(clear.firstRange(of: text) == nil, "the clear part in table \(key[0])")
      }
    }
  }

  /// Promise: damaged bytes are reported as damage, never a trap and never a half record.
  @Test func damageIsReported() {
    let key = Tables.cases.key("X")
    let record = CaseRecord.with { $0.ownerAccountID = "OWNER" }
    let good = StoredValue.bytes(record, at: key)
    for bytes in [[], [0, 0, 0], [0, 0, 0, 200, 1], [255, 255, 255, 255, 1], good + [0xFF]] {
      #expect(throws: RegistryError.damaged(key.bytes)) {
        try (bytes as [UInt8]).withUnsafeBytes {
          try StoredValue.record(CaseRecord.self, $0, at: key)
        }
      }
    }
  }
}
