/// What the contract says about who may call a method and what the call does.
///
/// The RPC layer acts on `execution` alone. The other numbers are handed to the Door, which knows
/// what they mean: they come from options in the contract, and this layer knows no office.
@frozen public struct MethodPolicy: Sendable {
  /// The roles that may call: bit n stands for role number n.
  public let callers: UInt64
  /// Where the handler runs.
  public let execution: Execution
  /// Whether the method changes anything, so that it needs an idempotency key.
  public let changes: Bool
  /// Whether it looks at or changes a person's file.
  public let audit: Int32
  /// The competence that a member of staff needs, or empty.
  public let competence: StaticString
  /// The class of rate limits that it belongs to.
  public let rate: Int32

  /// A policy; generated code writes them all out.
  @inlinable
  public init(
    callers: UInt64 = 0, execution: Execution = .loop, changes: Bool = false, audit: Int32 = 0,
    competence: StaticString = "", rate: Int32 = 0
  ) {
    self.callers = callers
    self.execution = execution
    self.changes = changes
    self.audit = audit
    self.competence = competence
    self.rate = rate
  }

  /// The policy of a method whose contract states none, such as those of `grpc.*`.
  @inlinable public static var unstated: MethodPolicy { MethodPolicy() }
}
