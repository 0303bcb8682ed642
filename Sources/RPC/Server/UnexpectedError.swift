/// An error that a handler threw and nobody knows how to explain to a caller.
///
/// The caller gets INTERNAL with the identifier and nothing else; the server's log gets this.
public struct UnexpectedError: Error, Sendable {
  /// What the caller was told: 16 hexadecimal digits, random.
  public let id: String
  /// The method whose handler threw.
  public let method: MethodSummary
  /// What it threw.
  public let error: any Error
}
