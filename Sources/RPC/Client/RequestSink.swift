internal import LintasProtobuf

/// Where the messages of a request go, whatever answers them. On the loop of the call's channel,
/// but for what says otherwise.
protocol RequestSink: AnyObject, Sendable {
  /// Whether the caller runs on that loop.
  var isOnLoop: Bool { get }

  /// Runs `body` on that loop.
  func onLoop<Result: Sendable, Failure: Error>(
    _ body: @Sendable () async throws(Failure) -> Result
  ) async throws(Failure) -> Result

  /// Leaves a message for the loop to send. From any thread.
  ///
  /// - Returns: whether it was left; if not, whoever has it goes to the loop and writes it.
  func post(_ message: some Message, compresses: Bool) -> Bool

  /// Sends a message, and waits until there is room for the next one.
  ///
  /// - Parameter compresses: whether it is compressed if the messages of the call are.
  /// - Returns: whether the server still takes messages.
  nonisolated(nonsending) func write(
    _ message: some Message, compresses: Bool
  ) async throws -> Bool

  /// Ends the request.
  nonisolated(nonsending) func halfClose() async throws
}
