/// What a client does on its own with the calls of some methods.
public struct MethodConfig: Sendable, Hashable {
  /// The methods that it holds for.
  public var names: [MethodName]
  /// The longest that a call may take. A call that asks for less gets less.
  public var timeout: Duration?
  /// Whether calls wait while the server cannot be reached, unless they say for themselves.
  public var waitsForReady: Bool?
  /// How calls are made more than once; `nil` for not at all, apart from those that the server
  /// cannot have processed.
  public var policy: AttemptPolicy?

  /// What holds for these methods.
  public init(
    _ names: [MethodName], timeout: Duration? = nil, waitsForReady: Bool? = nil,
    policy: AttemptPolicy? = nil
  ) {
    self.names = names
    self.timeout = timeout
    self.waitsForReady = waitsForReady
    self.policy = policy
  }
}
