package import LintasMessages
internal import LintasProtobuf
package import LintasRecords
package import LintasStore

/// What can be done with cases, each in one transaction.
extension Registry {
  /// Stores a new case for the caller.
  ///
  /// - Throws: `Refusal.invalid` if the form breaks the rules of the moment of the change, which
  ///   may be others than when the request was checked; `Refusal.ruleMissing`.
  package func submit(
    _ form: ApplicationForm, in books: inout Books
  ) throws -> CaseRecord {
    let rules = try books.rules()
    let violations = FormRules(rules, on: books.today).violations(form)
    if !violations.isEmpty { throw Refusal.invalid(violations) }
    let record = try CaseRecord.submitted(
      form, id: books.newIdentifier(), owner: books.caller.accountID, rules: rules, at: books.now)
    try books.store(record, replacing: nil, keys)
    return record
  }

  /// Gives the caller the next waiting case of his or her office, passing over own ones.
  ///
  /// - Returns: the case; nil if none waits.
  package func claimNext(in books: inout Books) throws -> CaseRecord? {
    let caller = books.caller
    let officer = try books.get(.accounts, caller.accountID)
    let waiting = try books.nextWaiting(office: caller.officeCode) { record in
      try books.isOwn(record, of: officer)
    }
    guard let waiting else { return nil }
    var record = waiting
    try record.claim(by: caller.accountID, at: books.now)
    try books.store(record, replacing: waiting, keys)
    return record
  }

  /// Changes a case of the caller's office that is not his or her own.
  ///
  /// - Throws: what `change` throws; as `openCase`.
  package func change(
    _ id: String, in books: inout Books, _ change: (inout CaseRecord) throws -> Void
  ) throws -> CaseRecord {
    let old = try openCase(id, by: books.caller, in: books)
    var record = old
    try change(&record)
    try books.store(record, replacing: old, keys)
    return record
  }

  /// A case as somebody who is not its owner may read it.
  ///
  /// - Throws: `Refusal.notFound` if there is none, or it belongs to another office;
  ///   `Refusal.ownCase`.
  package func openCase(
    _ id: String, by caller: Caller, in snapshot: borrowing some Snapshot & ~Copyable
  ) throws -> CaseRecord {
    let record = try snapshot.get(.cases, id)
    guard record.application.form.officeCode == caller.officeCode else {
      throw Refusal.notFound(id)
    }
    let officer = try snapshot.get(.accounts, caller.accountID)
    if try snapshot.isOwn(record, of: officer) { throw Refusal.ownCase }
    return record
  }

  /// A case as its owner reads it.
  ///
  /// - Throws: `Refusal.notFound` if there is none, or it is somebody else's.
  package func ownCase(_ id: String, of caller: Caller) throws -> CaseRecord {
    let record = try read { try $0.get(.cases, id) }
    guard record.ownerAccountID == caller.accountID, !caller.accountID.isEmpty else {
      throw Refusal.notFound(id)
    }
    return record
  }

  /// A case as the caller, an officer, sees it.
  package func file(
    _ record: CaseRecord, for caller: Caller, in snapshot: borrowing some Snapshot & ~Copyable
  ) throws -> CaseFile {
    let warnings = try warnings(record, rules: rules(), in: snapshot)
    return record.file(for: caller.accountID, warnings: warnings)
  }

  /// What an officer should look at in a case.
  func warnings(
    _ record: CaseRecord, rules: ReferenceBook,
    in snapshot: borrowing some Snapshot & ~Copyable
  ) throws -> [CaseWarning] {
    let person = record.application.form.person
    var warnings: [CaseWarning] = []
    if let nik = try? NIK(person.nik, provinces: rules.provinces) {
      warnings += NIKWarning.compare(
        nik, birthDate: CivilDate(person.birthDate), sex: person.sex, regions: rules.regions
      ).map { CaseWarning($0) }
    }
    let range = Tables.casesByPerson.range(keys.entry(.nik, person.nik))
    var others: [String] = []
    try snapshot.scan(range, .backward) { key, _ in
      others.append(try Tables.casesByPerson.parts(of: key).1)
      return others.count < 20 ? .next : .stop
    }
    for id in others where id != record.application.applicationID {
      let state = try snapshot.get(.cases, id).application.state
      if state != .approved, state != .refused {
        warnings.append(.otherApplication)
        break
      }
    }
    return warnings
  }
}

extension Snapshot where Self: ~Copyable {
  /// Whether an application is an officer's own: submitted by the account, or by or for the same
  /// person.
  borrowing func isOwn(_ record: CaseRecord, of officer: AccountRecord) throws -> Bool {
    if record.ownerAccountID == officer.accountID { return true }
    if record.application.form.person.nik == officer.nik { return true }
    return try find(.accounts, record.ownerAccountID)?.nik == officer.nik
  }
}
