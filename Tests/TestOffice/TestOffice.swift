internal import Foundation
package import LintasApplicantService
internal import LintasCrypto
package import LintasFeedbackService
package import LintasIdentityService
package import LintasMessages
package import LintasOffice
package import LintasOfficerService
package import LintasStore
package import LintasTrainingService

/// A whole office in a temporary folder, with a clock that stands still and seeded random numbers:
/// the real registry over the real store, with the shipped reference data.
package final class TestOffice: Sendable {
  /// The office that the people of the tests apply at.
  package static let officeCode = "18.08"

  /// Where the clock begins: Tuesday, 24 November 2026, 09:00 in Way Kanan.
  package static let start = Moment(seconds: 1_795_485_600)

  /// What the office demands of secrets: as little work as scrypt allows, tests have many sign-ins.
  package static let policy: IdentityPolicy = {
    var policy = IdentityPolicy()
    policy.scrypt = ScryptParameters(logN: 4, r: 1, p: 1)
    return policy
  }()

  /// The store; of the office's own.
  package let store: Store
  /// What the office knows.
  package let registry: Registry
  /// The clock.
  package let clock: TestClock
  /// The source of everything random.
  package let random: SeededRandom
  private let folder: URL

  private init(
    _ store: Store, _ registry: Registry, _ clock: TestClock, _ random: SeededRandom, _ folder: URL
  ) {
    self.store = store
    self.registry = registry
    self.clock = clock
    self.random = random
    self.folder = folder
  }

  deinit {
    store.close()
    try? FileManager.default.removeItem(at: folder)
  }

  /// An office that has just opened.
  ///
  /// - Parameters:
  ///   - seed: of all random numbers.
  ///   - isLoaded: whether it has its reference data.
  ///   - mapBytes: how large the store may become.
  package static func open(
    seed: UInt64 = 1, isLoaded: Bool = true, mapBytes: Int = 1 << 30
  ) async throws -> TestOffice {
    let folder = FileManager.default.temporaryDirectory.appending(path: "office-\(UUID())")
    let clock = TestClock(start)
    let random = SeededRandom(seed: seed)
    let (store, registry) = try await open(folder, clock, random, mapBytes)
    if isLoaded { _ = try await registry.load(ReferenceFile.parse(referenceText())) }
    return TestOffice(store, registry, clock, random, folder)
  }

  /// Closes the store and opens it again, as a restart of the server does.
  package func reopened() async throws -> Registry {
    store.close()
    return try await Self.open(folder, clock, random, 1 << 30).registry
  }

  /// The desks of the services.
  package var desks:
    (
      identity: IdentityDesk, applicant: ApplicantDesk, officer: OfficerDesk,
      training: TrainingDesk
    )
  {
    (
      IdentityDesk(registry: registry, policy: Self.policy), ApplicantDesk(registry: registry),
      OfficerDesk(registry: registry), TrainingDesk(registry: registry)
    )
  }

  /// The desk of what the public says back.
  package var feedbackDesk: FeedbackDesk { FeedbackDesk(registry: registry) }

  /// A caller of a new citizen's account.
  package func citizen(_ person: TestPerson) async throws -> Caller {
    let key = IdempotencyKey(random.key())
    let answer = try await desks.identity.register(
      person.registration, by: .stranger(idempotencyKey: key))
    return Caller(accountID: answer.accountID, roles: RoleSet(.citizen))
  }

  /// A caller of a new staff account with these roles; the sign-in name is unique for a number.
  package func staff(
    _ number: Int = 1, roles: [Role] = [.officer], office: String = officeCode,
    person: TestPerson? = nil
  ) async throws -> Caller {
    let person = person ?? TestPerson(random)
    let id = try await registry.createOfficer(
      name: Self.staffName(number), fullName: person.fullName, nik: person.nik, office: office,
      roles: RoleSet(roles: roles), secret: Self.staffSecret, policy: Self.policy)
    return Caller(accountID: id, roles: RoleSet(roles: roles), officeCode: office)
  }

  /// Somebody without an account.
  package var stranger: Caller { .stranger() }

  /// The sign-in name of a member of staff.
  package static func staffName(_ number: Int) -> String { "petugas-\(number)" }

  /// The secret of every member of staff.
  package static let staffSecret = "kata sandi petugas"

  /// The same caller with a fresh idempotency key.
  package func marked(_ caller: Caller) -> Caller {
    caller.marking(IdempotencyKey(random.key()))
  }

  /// The shipped reference data of Way Kanan.
  package static func referenceText() throws -> String {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Office/ReferenceData/way-kanan.txt")
    return try String(contentsOf: file, encoding: .utf8)
  }

  private static func open(
    _ folder: URL, _ clock: TestClock, _ random: SeededRandom, _ mapBytes: Int
  ) async throws -> (store: Store, registry: Registry) {
    var configuration = StoreConfiguration(folder: folder.path, tables: Registry.tables)
    configuration.mapBytes = mapBytes
    let store = try Store.open(configuration)
    let surroundings = Surroundings(now: { clock.now }, random: { random.bytes($0) })
    return (store, try await Registry.open(store, surroundings: surroundings))
  }
}
