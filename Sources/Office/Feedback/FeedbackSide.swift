internal import LintasMessages

/// On which side of a thread somebody stands.
package enum FeedbackSide: Equatable, Sendable {
  /// Who opened it.
  case reporter
  /// An officer of the office that it is addressed to.
  case officer
  /// The head of that office.
  case head
  /// Who supervises that office, and only reads.
  case inspectorate

  /// As what messages of this side are shown.
  func role(anonymous: Bool) -> Role {
    switch self {
    case .reporter: anonymous ? .anybody : .citizen
    case .officer: .officer
    case .head: .head
    case .inspectorate: .inspector
    }
  }

  /// The side on which a caller stands by role in a thread of his or her office; nil if the class
  /// of the thread is not for the caller. A report of corruption goes round the officers.
  static func ofStaff(_ caller: Caller, in thread: FeedbackClass) -> FeedbackSide? {
    switch caller.role(among: [.head, .inspector, .officer]) {
    case .head: .head
    case .inspector: .inspectorate
    case .officer: thread == .corruption ? nil : .officer
    default: nil
    }
  }
}
