/// How errors become statuses: the one place of a server where they do.
struct ErrorMapping: Sendable {
  /// The router's closure.
  let status: @Sendable (any Error, Metadata) -> Status?
  /// Where unknown errors are logged.
  let report: @Sendable (UnexpectedError) -> Void

  /// The status that a caller gets for an error.
  ///
  /// A `Status` stands for itself. A cancellation is CANCELLED: whoever cancelled is told
  /// nothing else. What the router's closure does not know is INTERNAL with a random identifier
  /// that stands in the log as well; nothing of the error itself goes out.
  func callAsFunction(
    _ error: any Error, in method: MethodSummary, metadata: Metadata
  ) -> Status {
    if let status = error as? Status { return status }
    if let status = status(error, metadata) { return status }
    if error is CancellationError { return Status(.cancelled, "the call was cancelled") }
    let number = String(UInt64.random(in: 0...UInt64.max), radix: 16)
    let id = String(repeating: "0", count: 16 - number.count) + number
    report(UnexpectedError(id: id, method: method, error: error))
    return Status(.internalError, "internal error \(id)")
  }
}
