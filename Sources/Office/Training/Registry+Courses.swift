package import LintasMessages
internal import LintasProtobuf
internal import LintasRecords
package import LintasStore

/// Courses as somebody sees them, certificates, and the rights that hang on them.
extension Registry {
  /// Makes sure that a caller has a competence, by one look at the newest certificate: what counts
  /// is the moment of the call, so a right ends with the certificate's last day.
  ///
  /// - Parameter course: identifier of the course; nothing is asked for by an empty one.
  /// - Throws: `Refusal.competenceMissing`; `RegistryError`, `StoreError`.
  package func requireCompetence(_ course: String, of caller: Caller) throws {
    guard !course.isEmpty else { return }
    let certificate = try read { try $0.certificate(course, of: caller.accountID) }
    let today = now.officeDay
    if let certificate, certificate.isValid(on: today) { return }
    let title = currentRules?.courses.row(course, on: today)?.value.title
    throw Refusal.competenceMissing(course, title: title ?? Phrase(id: course, en: course))
  }

  /// The courses of today, as the caller sees them.
  ///
  /// - Throws: `Refusal.ruleMissing`.
  package func courses(for caller: Caller) throws -> [Course] {
    let rules = try rules()
    let today = now.officeDay
    return try read { books in
      try rules.courses.rows(on: today).map { try course($0, for: caller, on: today, in: books) }
    }
  }

  /// A course, what it teaches, and the open quiz of the caller.
  ///
  /// - Throws: `Refusal.notFound` if there is no such course today; `Refusal.ruleMissing`.
  package func course(_ id: String, for caller: Caller) throws -> GetCourseResponse {
    let rules = try rules()
    let today = now.officeDay
    guard let row = rules.courses.row(id, on: today) else { throw Refusal.notFound(id) }
    return try read { books in
      let course = try course(row, for: caller, on: today, in: books)
      let last = try books.newest(
        QuizAttemptRecord.self, in: Tables.quizAttempts.range(caller.accountID, id))
      return .with {
        $0.course = course
        for lesson in rules.lessons(of: id, on: today) { $0.lessons.append { $0.set(lesson) } }
        if let last, !last.hasSubmittedAt { $0.openQuiz = last.quiz }
      }
    }
  }

  /// A certificate of the caller's own; nil if it is somebody else's.
  ///
  /// - Throws: `Refusal.notFound` if there is none.
  package func ownCertificate(_ id: String, of caller: Caller) throws -> Certificate? {
    let certificate = try read { try $0.certificate(id) }
    return certificate.accountID == caller.accountID ? certificate : nil
  }

  /// A certificate as the head of its holder's office reads it.
  ///
  /// - Throws: `Refusal.notFound` if there is none, or none of the caller's office, or the caller
  ///   is no head.
  package func openCertificate(
    _ id: String, by caller: Caller, in snapshot: borrowing some Snapshot & ~Copyable
  ) throws -> Certificate {
    let certificate = try snapshot.certificate(id)
    let holder = try snapshot.get(.accounts, certificate.accountID)
    guard caller.roles.contains(RoleSet(.head)), holder.officeCode == caller.officeCode else {
      throw Refusal.notFound(id)
    }
    return certificate
  }

  private func course(
    _ row: DatedRow<CourseTerms>, for caller: Caller, on day: CivilDate,
    in snapshot: borrowing some Snapshot & ~Copyable
  ) throws -> Course {
    let certificate = try snapshot.certificate(row.key, of: caller.accountID)
    return .with {
      $0.courseID = row.key
      $0.title.set(row.value.title)
      $0.questionCount = Int32(row.value.drawn)
      $0.passPercent = Int32(row.value.passPercent)
      $0.validDays = Int32(row.value.validDays)
      $0.legalBasis = row.legalBasis
      if let certificate {
        $0.certificate = certificate
        $0.competent = certificate.isValid(on: day)
      }
    }
  }
}

extension Snapshot where Self: ~Copyable {
  /// An account's newest certificate of a course.
  borrowing func certificate(_ course: String, of account: String) throws -> Certificate? {
    try newest(CertificateRecord.self, in: Tables.certificates.range(account, course))?.certificate
  }

  /// The certificate of an identifier.
  ///
  /// - Throws: `Refusal.notFound` if there is none.
  borrowing func certificate(_ id: String) throws -> Certificate {
    guard let row = try get(Tables.certificatesByID.key(id)) else { throw Refusal.notFound(id) }
    guard let record = try record(CertificateRecord.self, at: Key(copying: row)) else {
      throw Refusal.notFound(id)
    }
    return record.certificate
  }

  /// The last record of a stretch of rows, or nil: by one look, since keys end with a number that
  /// grows.
  borrowing func newest<Record: Message>(
    _ type: Record.Type, in range: KeyRange
  ) throws -> Record? {
    var found: Record?
    try scan(range, .backward) { key, value in
      let place = Key(copying: key)
      found = try value.withUnsafeBytes { try StoredValue.record(type, $0, at: place) }
      return .stop
    }
    return found
  }
}
