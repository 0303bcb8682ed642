internal import LintasIdentityService
internal import LintasMessages
internal import LintasOffice
internal import LintasProtobuf
internal import LintasRecords
internal import LintasTestOffice
internal import Testing

/// Promise: a session is opened only by the right secret, lasts as long as the policy says, and its
/// token is nowhere in the store.
@Suite(.timeLimit(.minutes(1))) struct SessionTests {
  private func signIn(
    _ office: TestOffice, _ name: String, _ secret: String
  ) async throws -> SignInResponse {
    try await office.desks.identity.signIn(
      .with { ($0.name, $0.secret) = (name, secret) }, by: office.stranger)
  }

  /// Promise: a citizen signs in by NIK or phone number, however written, an officer by name.
  @Test func namesThatOpen() async throws {
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    let citizen = try await office.citizen(person)
    let officer = try await office.staff(roles: [.officer, .head])
    for name in [person.nik, person.phone, "+62 \(person.phone.dropFirst())"] {
      let session = try await signIn(office, name, person.secret)
      #expect(session.owner.accountID == citizen.accountID)
      #expect(Array(session.owner.roles) == [.citizen])
    }
    let session = try await signIn(
      office, TestOffice.staffName(1).uppercased(), TestOffice.staffSecret)
    #expect(session.owner.accountID == officer.accountID)
    #expect(Array(session.owner.roles) == [.officer, .head])
    #expect(session.owner.officeCode == TestOffice.officeCode)
  }

  /// Promise: wrong secret, unknown name, and what is no name at all get one and the same refusal.
  @Test func wrongOnesLookAlike() async throws {
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    _ = try await office.citizen(person)
    let unknown = TestPerson(office.random)
    for (name, secret) in [
      (person.nik, "wrong-secret"), (person.phone, ""), (unknown.nik, person.secret),
      (unknown.phone, person.secret), ("nobody", person.secret), ("", ""), ("\u{0}", "x"),
    ] {
      await #expect(throws: Refusal.unauthenticated) { try await signIn(office, name, secret) }
    }
  }

  /// Promise: a token opens until the session ends and never after; the store holds only its hash;
  /// a changed token opens nothing; sessions that ended are forgotten.
  @Test func tokensEnd() async throws {
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    let citizen = try await office.citizen(person)
    let session = try await signIn(office, person.nik, person.secret)
    func caller(_ token: String) throws -> Caller {
      try office.registry.caller(token: token, idempotencyKey: nil, language: .english)
    }
    #expect(try caller(session.sessionToken).accountID == citizen.accountID)
    #expect(try caller(session.sessionToken).roles == [RoleSet(.citizen), RoleSet(.anybody)])
    let bytes = CrockfordBase32.bytes(session.sessionToken) ?? []
    for (key, value) in try office.contents() {
      #expect(key.firstRange(of: bytes) == nil && value.firstRange(of: bytes) == nil)
    }
    let other = session.sessionToken.hasPrefix("0") ? "1" : "0"
    for wrong in ["", "x", other + session.sessionToken.dropFirst(), session.sessionToken + "0"] {
      #expect(throws: Refusal.unauthenticated) { try caller(wrong) }
    }
    office.clock.advance(by: TestOffice.policy.citizenSession)
    #expect(throws: Refusal.unauthenticated) { try caller(session.sessionToken) }
    _ = try await signIn(office, person.nik, person.secret)
    #expect(try office.sessionCount() == 1)
  }

  /// Promise: one NIK and one phone number have one account; an officer's NIK may also be a
  /// citizen's.
  @Test func oneAccountEach() async throws {
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    _ = try await office.staff(person: person)
    _ = try await office.citizen(person)
    let other = TestPerson(office.random)
    for change in [
      { (request: inout RegisterRequest) in request.phone = other.phone },
      { (request: inout RegisterRequest) in request.nik = other.nik },
    ] {
      var request = person.registration
      change(&request)
      await #expect(throws: Refusal.accountExists) {
        try await office.desks.identity.register(request, by: office.marked(.stranger()))
      }
    }
    await #expect(throws: Refusal.accountExists) { try await office.staff(1) }
  }

  /// Promise: the console is told everything that is wrong with an officer's account, at once.
  @Test func officersAreChecked() async throws {
    let office = try await TestOffice.open()
    await #expect {
      try await office.registry.createOfficer(
        name: "1", fullName: "", nik: "1", office: "99", roles: RoleSet(.citizen), secret: "short",
        policy: TestOffice.policy)
    } throws: {
      ($0 as? Refusal)?.violations.map(\.path)
        == ["name", "full_name", "nik", "office", "roles", "secret"]
    }
  }

  /// Promise: idempotency keys are read as UUIDs and as hexadecimal digits, and as nothing else.
  @Test(arguments: [
    ("00112233445566778899AABBccddeeff", true), ("00112233-4455-6677-8899-AABBccddeeff", true),
    ("00112233445566778899AABBccddeef", false), ("0011223344556677-8899-AABB-ccddeeff0", false),
    ("g0112233445566778899AABBccddeeff", false), ("", false),
    ("٠0112233445566778899AABBccddeef", false),
  ])
  func idempotencyKeys(text: String, isKey: Bool) {
    #expect((IdempotencyKey(text) != nil) == isKey)
  }
}
