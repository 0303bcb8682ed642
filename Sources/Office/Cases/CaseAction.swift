/// What can be done to a case.
package enum CaseAction: Sendable, CaseIterable {
  /// The citizen submits the application, which makes the case.
  case submit
  /// An officer takes it from the queue.
  case claim
  /// The officer records what was found about the papers.
  case recordDocumentCheck
  /// The officer approves.
  case approve
  /// The officer refuses.
  case refuse
}
