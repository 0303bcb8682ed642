/// What a subscriber wants to hear of.
enum FeedInterest: Sendable {
  /// Changes about these topics.
  case topics([Topic])
  /// Changes about anything.
  case everything
}
