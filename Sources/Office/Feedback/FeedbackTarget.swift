/// How a call names a thread.
package enum FeedbackTarget: Sendable {
  /// By its canonical identifier; the caller's session decides.
  case identifier(String)
  /// By the canonical tracking number of an anonymous report; it decides alone.
  case tracking(String)

  /// The thread that a request names.
  ///
  /// - Throws: `Refusal.invalid` unless exactly one of the two is given; `Refusal.notFound` for
  ///   text that is no identifier.
  package init(identifier: String, tracking: String) throws(Refusal) {
    let violations = FeedbackRules.number(identifier, tracking)
    if !violations.isEmpty { throw .invalid(violations) }
    self =
      tracking.isEmpty
      ? .identifier(try Identifier.canonical(identifier))
      : .tracking(try Identifier.canonical(tracking))
  }

  /// Who a call counts as: nobody, for a call by tracking number, so that a session that happens
  /// to be there leaves no trace beside an anonymous report.
  package func actor(_ caller: Caller) -> Caller {
    switch self {
    case .identifier: caller
    case .tracking: caller.withoutAccount
    }
  }
}
