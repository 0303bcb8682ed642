internal import Foundation
internal import LintasMessages
internal import LintasOffice
internal import LintasProtobuf
internal import LintasTestOffice
internal import Testing

/// Promise: a form is judged as a whole, all at once, and each rule has words in both languages.
@Suite struct FormRuleTests {
  private typealias Change = @Sendable (inout ApplicationForm) -> Void

  /// Path and rule of the violation, and the fault that gives it.
  private static let faults: [(String, String, Change)] = [
    ("form.office_code", "office.unknown", { $0.officeCode = "99" }),
    ("form.office_code", "required", { $0.officeCode = "" }),
    ("form.kind", "defined_only", { $0.kind = PassportKind(rawValue: 99) }),
    ("form.kind", "required", { $0.kind = .unspecified }),
    (
      "form.old_passport_number", "passport_number.missing",
      {
        $0.reason = .full
        $0.documents.append(.oldPassport)
      }
    ),
    (
      "form.old_passport_number", "passport_number.unexpected",
      { $0.oldPassportNumber = "X1234567" }
    ),
    (
      "form.old_passport_number", "passport_number",
      {
        $0.oldPassportNumber = "1"
        $0.reason = .full
        $0.documents.append(.oldPassport)
      }
    ),
    ("form.person.birth_date", "date", { $0.person.birthDate = "1999-02-30" }),
    ("form.person.birth_date", "birth_date.future", { $0.person.birthDate = "2026-11-25" }),
    ("form.person.nik", "nik.serial", { $0.person.nik = $0.person.nik.dropLast(4) + "0000" }),
    ("form.person.nik", "required", { $0.person.nik = "" }),
    (
      "form.person.full_name", "max_length",
      { $0.person.fullName = String(repeating: "a", count: 101) }
    ),
    ("form.documents", "documents.missing", { $0.documents.removeLast() }),
    (
      "form.person.dual_citizenship", "validity.dual_citizenship",
      {
        $0.person.dualCitizenship = true
        $0.person.birthDate = "1990-01-01"
      }
    ),
  ]

  /// Promise: each fault alone gives exactly its violation.
  @Test func oneFaultOneViolation() throws {
    let check = RequestCheck(try ReferenceFixture.book(), on: TestOffice.start.officeDay)
    for (path, rule, change) in Self.faults {
      var form = TestPerson(SeededRandom(seed: 5)).form()
      change(&form)
      let violations = self.violations(form, check)
      #expect(violations.map(\.path) == [path], "\(rule)")
      #expect(violations.map(\.rule) == [rule], "\(path)")
    }
  }

  /// Promise: faults of fields and of the whole come back together.
  @Test func allFaultsAtOnce() throws {
    var form = TestPerson(SeededRandom(seed: 6)).form()
    form.kind = PassportKind(rawValue: 99)
    form.person.nik = "123"
    form.person.birthDate = "2015-01-01"
    form.forceMajeure = true
    form.officeCode = "nowhere"
    let check = RequestCheck(try ReferenceFixture.book(), on: TestOffice.start.officeDay)
    let rules = Set(violations(form, check).map(\.rule))
    #expect(
      rules == [
        "defined_only", "nik.length", "office.unknown", "force_majeure.reason",
        "validity.ten_years", "documents.missing",
      ])
    #expect(violations(TestPerson(SeededRandom(seed: 6)).form(), check).isEmpty)
    #expect(violations(ApplicationForm(), check).count > 5)
  }

  /// Promise: every rule that can break has a sentence of its own in both languages.
  @Test func everyRuleHasWords() {
    let faults = [NIKFault.notSixteenDigits, .unknownProvince, .impossibleDate, .zeroSerial]
    let rules =
      faults.map(\.rawValue) + [
        ContractRule.required, ContractRule.definedOnly, ContractRule.minLength,
        ContractRule.maxLength, ContractRule.maxItems, ContractRule.min, ContractRule.max,
        ContractRule.maxDepth, "phone", "date", "identifier", "passport_number",
      ]
    #expect(Set(rules).isSubset(of: ViolationText.knownRules))
    for rule in ViolationText.knownRules {
      let phrase = ViolationText.phrase(rule: rule, parameters: ["17"])
      #expect(phrase.indonesian != phrase.english)
      #expect(!phrase.indonesian.contains("%") && !phrase.english.contains("%"))
    }
  }

  /// Promise: every format that a contract names has its check, and no check is without use.
  @Test func everyFormatIsChecked() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Proto/lintas/v1")
    var named: Set<String> = []
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where file.hasSuffix(".proto") && file != "options.proto" {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      for part in text.split(separator: "format: \"").dropFirst() {
        named.insert(String(part.prefix { $0 != "\"" }))
      }
    }
    #expect(named == Formats.names)
  }

  private func violations(_ form: ApplicationForm, _ check: RequestCheck) -> [Violation] {
    do throws(Refusal) {
      try check.check(SubmitApplicationRequest.with { $0.form = form })
      return []
    } catch {
      return error.violations
    }
  }
}
