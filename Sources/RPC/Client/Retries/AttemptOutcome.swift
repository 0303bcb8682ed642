/// How one attempt to make a call came out, as far as another one depends on it.
struct AttemptOutcome: Equatable {
  /// The status of the attempt.
  var code: StatusCode
  /// Whether the server cannot have processed it.
  var refusal = ClientCallRefusal.none
  /// Whether the head of a response came, so that the call is committed to it.
  var isCommitted = false
  /// What the server says about trying again.
  var pushback = RetryPushback.none
}
