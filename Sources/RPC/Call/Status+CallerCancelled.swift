extension Status {
  /// The caller's own task was cancelled while it waited for a call.
  static var callerCancelled: Status {
    Status(
      .cancelled, "the caller's task was cancelled", details: [], cause: CancellationError())
  }
}
