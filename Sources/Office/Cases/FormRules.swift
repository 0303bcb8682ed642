package import LintasMessages
package import LintasProtobuf

/// What an application must be, beyond what the contract says of each field alone.
///
/// 1. The office exists and issues this kind of book.
/// 2. The validity is one that the person may choose.
/// 3. A replacement names the old book, a first application does not.
/// 4. Force majeure goes with loss or damage only.
/// 5. The birth date is not in the future.
/// 6. Every required paper is declared.
/// 7. A holder of two nationalities is still before the day of the choice.
///
/// A field that the contract's own rules already refuse is not judged a second time.
package struct FormRules: Sendable {
  private let rules: ReferenceBook
  private let today: CivilDate

  /// The rules in force on a day.
  package init(_ rules: ReferenceBook, on today: CivilDate) {
    self.rules = rules
    self.today = today
  }

  /// What is wrong with a form, all at once. Paths start with `form.`.
  package func violations(_ form: ApplicationForm) -> [Violation] {
    office(form) + book(form) + holder(form)
  }

  private func office(_ form: ApplicationForm) -> [Violation] {
    if form.officeCode.isEmpty { return [] }
    guard let site = rules.site(form.officeCode, on: today) else {
      return [Violation(path: "form.office_code", rule: "office.unknown")]
    }
    let isKnown = form.kind == .ordinary || form.kind == .electronic
    guard isKnown, !site.kinds.contains(form.kind) else { return [] }
    return [Violation(path: "form.kind", rule: "office.kind")]
  }

  private func book(_ form: ApplicationForm) -> [Violation] {
    var violations: [Violation] = []
    let isFirst = form.reason == .first
    if isFirst, !form.oldPassportNumber.isEmpty {
      violations.append(
        Violation(path: "form.old_passport_number", rule: "passport_number.unexpected"))
    }
    if !isFirst, form.reason != .unspecified, form.oldPassportNumber.isEmpty {
      violations.append(
        Violation(path: "form.old_passport_number", rule: "passport_number.missing"))
    }
    if form.forceMajeure, form.reason != .lost, form.reason != .damaged {
      violations.append(Violation(path: "form.force_majeure", rule: "force_majeure.reason"))
    }
    return violations
  }

  private func holder(_ form: ApplicationForm) -> [Violation] {
    guard let born = CivilDate(form.person.birthDate) else { return [] }
    if born > today {
      return [Violation(path: "form.person.birth_date", rule: "birth_date.future")]
    }
    let everMarried = form.person.maritalStatus.isEverMarried
    let validity = rules.validity(on: today)
    var violations: [Violation] = []
    let choices = validity.choices(born: born, everMarried: everMarried, on: today)
    if form.validity == .tenYears, !choices.contains(.tenYears) {
      violations.append(
        Violation(
          path: "form.validity", rule: "validity.ten_years",
          parameters: ["\(rules.ages(on: today).adult)"]))
    }
    if form.person.dualCitizenship, choices.contains(form.validity),
      validity.lastDay(of: form.validity, issued: today, born: born, dualCitizenship: true) == nil
    {
      violations.append(
        Violation(path: "form.person.dual_citizenship", rule: "validity.dual_citizenship"))
    }
    if !form.documents.isEmpty { violations += papers(form, born, everMarried) }
    return violations
  }

  private func papers(
    _ form: ApplicationForm, _ born: CivilDate, _ everMarried: Bool
  ) -> [Violation] {
    let declared = Set(form.documents)
    return rules.requirements(on: today)
      .papers(
        reason: form.reason, born: born, everMarried: everMarried,
        forceMajeure: form.forceMajeure, on: today
      )
      .map(\.value.document)
      .filter { !declared.contains($0) }
      .map { Violation(path: "form.documents", rule: "documents.missing", parameters: [$0.name]) }
  }
}
