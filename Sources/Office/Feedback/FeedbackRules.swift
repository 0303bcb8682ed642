package import LintasMessages
package import LintasProtobuf

/// What requests of the feedback service must be, beyond what the contract says of each field.
///
/// 1. The office exists.
/// 2. An anonymous report names no application: it would name the applicant.
/// 3. A thread is named by its identifier or by its tracking number, not by both or neither.
/// 4. A survey answers each element once at most.
/// 5. A period does not end before it begins.
package struct FeedbackRules: Sendable {
  private let rules: ReferenceBook
  private let today: CivilDate

  /// The rules in force on a day.
  package init(_ rules: ReferenceBook, on today: CivilDate) {
    self.rules = rules
    self.today = today
  }

  /// The requests that are judged as a whole. Every call of every service comes by here, and one
  /// look-up is cheaper than five casts that fail.
  private static let judged: Set<ObjectIdentifier> = [
    ObjectIdentifier(SubmitFeedbackRequest.self), ObjectIdentifier(GetFeedbackRequest.self),
    ObjectIdentifier(ReplyToFeedbackRequest.self), ObjectIdentifier(SubmitSurveyRequest.self),
    ObjectIdentifier(GetSatisfactionIndexRequest.self),
  ]

  /// What is wrong with a request as a whole; nothing for a request of another service.
  package func violations<Request: Message>(_ request: Request) -> [Violation] {
    guard Self.judged.contains(ObjectIdentifier(Request.self)) else { return [] }
    return switch request {
    case let request as SubmitFeedbackRequest: report(request)
    case let request as GetFeedbackRequest:
      Self.number(request.feedbackID, request.trackingNumber)
    case let request as ReplyToFeedbackRequest:
      Self.number(request.feedbackID, request.trackingNumber)
    case let request as SubmitSurveyRequest: Self.survey(Array(request.answers))
    case let request as GetSatisfactionIndexRequest: period(request)
    default: []
    }
  }

  /// What is wrong with a report.
  package func report(_ request: SubmitFeedbackRequest) -> [Violation] {
    var violations = office(request.officeCode)
    if request.anonymous, !request.applicationID.isEmpty {
      violations.append(Self.anonymousApplication)
    }
    return violations
  }

  /// What is wrong with the answers of a survey.
  package static func survey(_ answers: [SurveyAnswer]) -> [Violation] {
    var seen: Set<SatisfactionElement> = []
    return answers.enumerated().compactMap { index, answer in
      if answer.element == .unspecified || seen.insert(answer.element).inserted { return nil }
      return Violation(path: "answers[\(index)].element", rule: "survey.twice")
    }
  }

  /// What is wrong with two ways to name a thread.
  package static func number(_ identifier: String, _ tracking: String) -> [Violation] {
    if identifier.isEmpty != tracking.isEmpty { return [] }
    return [Violation(path: "feedback_id", rule: "feedback.one_number")]
  }

  /// An anonymous report must not name an application.
  static let anonymousApplication = Violation(
    path: "application_id", rule: "feedback.anonymous_application")

  private func period(_ request: GetSatisfactionIndexRequest) -> [Violation] {
    var violations = office(request.officeCode)
    if let from = CivilDate(request.fromDate), let until = CivilDate(request.untilDate),
      until < from
    {
      violations.append(Violation(path: "until_date", rule: "period.order"))
    }
    return violations
  }

  private func office(_ code: String) -> [Violation] {
    if code.isEmpty || rules.site(code, on: today) != nil { return [] }
    return [Violation(path: "office_code", rule: "office.unknown")]
  }
}
