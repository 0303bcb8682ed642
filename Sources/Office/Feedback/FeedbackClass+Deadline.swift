package import LintasMessages

extension FeedbackClass {
  /// Name of the class as the reference data write it; nil for a class that is none.
  var name: String? {
    switch self {
    case .information: "information"
    case .light: "light"
    case .service: "service"
    case .delay: "delay"
    case .corruption: "corruption"
    default: nil
    }
  }

  /// Key of a class's deadline in the `deadline` table, for example
  /// `feedback.service.first_reply`.
  package func key(of deadline: FeedbackDeadline) -> String? {
    name.map { "feedback.\($0).\(deadline.rawValue)" }
  }
}
