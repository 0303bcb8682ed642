internal import LintasStore

/// Every table of the office. The numbers are on disk and never change; a new table takes the next
/// one.
///
/// | number | table | key | value |
/// |---|---|---|---|
/// | 16 | accounts | account | AccountRecord |
/// | 17, 18, 19 | accounts by NIK, phone, sign-in name | blind index | key of the account |
/// | 20 | sessions | SHA-256 of the token | SessionRecord |
/// | 21 | sessions by end | moment, hash | |
/// | 22 | cases | application | CaseRecord |
/// | 23 | cases by owner | account, application | |
/// | 24 | queue | office, due day, application | waiting cases only |
/// | 25 | cases by person | blind index of the NIK, application | |
/// | 26 | idempotency | hash of caller, act and key | IdempotencyRecord |
/// | 27 | idempotency by end | moment, hash | |
/// | 28 | audit | number | AuditRecord |
/// | 29 | reference | table, key, first day | ReferenceRow |
/// | 30 | facts | name | StoreRecord |
/// | 40 | quiz attempts | account, course, attempt | QuizAttemptRecord |
/// | 41 | certificates | account, course, attempt | CertificateRecord |
/// | 42 | certificates by identifier | certificate | key of the certificate |
/// | 50 | feedback | thread | FeedbackRecord |
/// | 51 | feedback by tracking number | blind index | key of the thread |
/// | 52 | feedback by reporter | account, thread | |
/// | 53 | feedback by office | office, thread | |
/// | 54 | surveys | application | SurveyRecord |
/// | 55 | satisfaction | office, day | SatisfactionRecord |
/// | 60 | turnaround | office, service, step | DurationSumsRecord |
/// | 61 | backlog | office, service, state, day of submission, due day | OpenCasesRecord |
/// | 62 | counted | name | CountedRecord |
///
/// Identifiers begin with the minute of their making, so rows and index entries of today lie
/// together and a commit touches few pages; the hashes of 20 and 26 do not, which is the price of
/// finding them.
enum Tables {
  static let accounts = Table<String>(16, "accounts")
  static let accountsByNIK = Table<[UInt8]>(17, "accounts_by_nik")
  static let accountsByPhone = Table<[UInt8]>(18, "accounts_by_phone")
  static let accountsByName = Table<[UInt8]>(19, "accounts_by_name")
  static let sessions = Table<[UInt8]>(20, "sessions")
  static let sessionsByEnd = Table<KeyTime, [UInt8]>(21, "sessions_by_end")
  static let cases = Table<String>(22, "cases")
  static let casesByOwner = Table<String, String>(23, "cases_by_owner")
  static let queue = Table<String, Int32, String>(24, "queue")
  static let casesByPerson = Table<[UInt8], String>(25, "cases_by_person")
  static let idempotency = Table<[UInt8]>(26, "idempotency")
  static let idempotencyByEnd = Table<KeyTime, [UInt8]>(27, "idempotency_by_end")
  static let audit = Table<UInt64>(28, "audit")
  static let reference = Table<String, String, Int32>(29, "reference")
  static let facts = Table<String>(30, "facts")
  static let quizAttempts = Table<String, String, Int32>(40, "quiz_attempts")
  static let certificates = Table<String, String, Int32>(41, "certificates")
  static let certificatesByID = Table<String>(42, "certificates_by_id")
  static let feedback = Table<String>(50, "feedback")
  static let feedbackByTracking = Table<[UInt8]>(51, "feedback_by_tracking")
  static let feedbackByReporter = Table<String, String>(52, "feedback_by_reporter")
  static let feedbackByOffice = Table<String, String>(53, "feedback_by_office")
  static let surveys = Table<String>(54, "surveys")
  static let satisfaction = Table<String, Int32>(55, "satisfaction")
  static let turnaround = Table<String, Int32, Int32>(60, "turnaround")
  static let backlog = Table<String, Int32, Int32, Int32, Int32>(61, "backlog")
  static let counted = Table<String>(62, "counted")

  /// All of them, for opening the store.
  static let labels: [TableLabel] = [
    accounts.label, accountsByNIK.label, accountsByPhone.label, accountsByName.label,
    sessions.label, sessionsByEnd.label, cases.label, casesByOwner.label, queue.label,
    casesByPerson.label, idempotency.label, idempotencyByEnd.label, audit.label, reference.label,
    facts.label, quizAttempts.label, certificates.label, certificatesByID.label,
    feedback.label, feedbackByTracking.label, feedbackByReporter.label,
    feedbackByOffice.label, surveys.label, satisfaction.label,
    turnaround.label, backlog.label, counted.label,
  ]
}
