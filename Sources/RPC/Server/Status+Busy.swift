extension Status {
  /// The worker pool has no room: the call was not started and may be tried again.
  static var busy: Status { Status(.unavailable, "the server is busy") }
}
