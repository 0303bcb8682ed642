/// What an office has to do about a thread within a number of working days.
package enum FeedbackDeadline: String, CaseIterable, Sendable {
  /// The office's first reply.
  case firstReply = "first_reply"
  /// The end of the matter: the thread is closed.
  case resolution
}
