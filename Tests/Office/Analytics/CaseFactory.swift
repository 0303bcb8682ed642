internal import LintasMessages
internal import LintasProtobuf
internal import LintasRecords
internal import LintasStandard
internal import LintasTestOffice

@testable internal import LintasOffice

/// Makes cases and lets random steps happen to them, by the office's own rules.
struct CaseFactory {
  /// What is going on.
  private(set) var open: [CaseRecord] = []
  /// Moment of the last step.
  private(set) var now = TestOffice.start
  private let random: SeededRandom
  private let rules: ReferenceBook
  private let forms: [ApplicationForm]

  init(_ random: SeededRandom) throws {
    self.random = random
    rules = try ReferenceBook(ReferenceFile.parse(TestOffice.referenceText()))
    forms = (0..<6).map { number in
      TestPerson(random).form(office: number % 3 == 0 ? "18.03" : TestOffice.officeCode)
    }
  }

  /// One random step of a random case, or a new case; the clock moves, now and then backwards.
  mutating func step() throws -> (record: CaseRecord, old: CaseRecord?) {
    let back = random.next(in: 0..<50) == 0
    now = now.adding(.milliseconds(random.next(in: back ? -90_000..<1 : 0..<9_000_000)))
    if open.isEmpty || random.next(in: 0..<4) == 0 {
      let record = try submitted(forms[random.next(in: 0..<forms.count)])
      open.append(record)
      return (record, nil)
    }
    let index = random.next(in: 0..<open.count)
    let old = open[index]
    var record = old
    switch old.application.state {
    case .submitted: try record.claim(by: "officer", at: now)
    case .claimed: try check(&record)
    default:
      if random.next(in: 0..<3) == 0 { try check(&record) } else { try decide(&record) }
    }
    if record.application.hasDecision { open.remove(at: index) } else { open[index] = record }
    return (record, old)
  }

  /// A new case at this moment.
  func submitted(_ form: ApplicationForm? = nil) throws -> CaseRecord {
    try CaseRecord.submitted(
      form ?? forms[1], id: Identifier(at: now, random: random.bytes(9)), owner: "owner",
      rules: rules, at: now)
  }

  /// Lets time pass.
  mutating func wait(_ duration: Duration) { now = now.adding(duration) }

  /// The papers are accepted.
  func check(_ record: inout CaseRecord) throws {
    let findings = record.application.form.documents.map { document in
      DocumentFinding.with {
        $0.document = document
        $0.verdict = .accepted
      }
    }
    try record.recordDocumentCheck(findings, by: "officer", at: now)
  }

  /// The case is approved.
  func decide(_ record: inout CaseRecord) throws {
    let lastDay = record.lastDay(by: rules, issued: now.officeDay)
    try record.decide(
      .approve, reason: .requirementsMet, grounds: "", validUntil: lastDay, by: "officer", at: now)
  }
}
