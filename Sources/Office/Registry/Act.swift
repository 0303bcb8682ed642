package import LintasMessages
package import LintasRecords

/// A kind of change or look, as the audit log and the idempotency records know it.
package struct Act: Sendable {
  /// What the audit log calls it.
  package let action: AuditAction

  /// As what it can be done; the first that the caller has is recorded.
  package let roles: [Role]

  /// Whether its answer shows a case to somebody who is not its owner, so that giving the answer
  /// again is a look at that case.
  package let showsCase: Bool

  /// An act that these roles do.
  package init(_ action: AuditAction, as roles: [Role], showsCase: Bool = false) {
    self.action = action
    self.roles = roles
    self.showsCase = showsCase
  }

  /// A citizen opens an account.
  package static let register = Act(.register, as: [])
  /// Somebody opens a session.
  package static let signIn = Act(.signIn, as: [])
  /// A citizen submits an application.
  package static let submitApplication = Act(.submitApplication, as: [.citizen])
  /// An officer takes the next case.
  package static let claimCase = Act(.claimCase, as: [.officer], showsCase: true)
  /// An officer records what was found about the papers.
  package static let recordDocumentCheck = Act(
    .recordDocumentCheck, as: [.officer], showsCase: true)
  /// An officer decides.
  package static let decideCase = Act(.decideCase, as: [.officer], showsCase: true)
  /// Somebody who is not its owner opens a file.
  package static let lookAtCase = Act(.lookAtCase, as: [.officer, .head])
  /// An officer begins a quiz.
  package static let startQuiz = Act(.startQuiz, as: [.officer])
  /// An officer submits a quiz.
  package static let submitQuiz = Act(.submitQuiz, as: [.officer])
  /// The head of the office reads an officer's certificate.
  package static let lookAtCertificate = Act(.lookAtCertificate, as: [.head])
  /// Somebody opens a thread of feedback.
  package static let submitFeedback = Act(.submitFeedback, as: [.citizen])
  /// Somebody adds a message to a thread.
  package static let replyToFeedback = Act(.replyToFeedback, as: [.head, .officer, .citizen])
  /// The office opens a thread.
  package static let lookAtFeedback = Act(.lookAtFeedback, as: [.head, .officer, .inspector])
  /// A citizen answers the survey about a decided case.
  package static let submitSurvey = Act(.submitSurvey, as: [.citizen])
  /// The console makes an officer's account.
  package static let createOfficer = Act(.createOfficer, as: [])
  /// The console loads reference data.
  package static let loadReference = Act(.loadReference, as: [])
  /// The numbers of the offices are computed from the cases again.
  package static let rebuildAnalytics = Act(.rebuildAnalytics, as: [])
}
