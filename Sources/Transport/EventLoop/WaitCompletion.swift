/// The end of one wait, as it travels from another thread to the loop: a plain value, so that a
/// batch of them costs one lock, one append and at most one wake-up.
@frozen
public struct WaitCompletion: Hashable, Sendable {
  /// The wait that ends.
  public let token: WaitToken
  /// What `EventLoop.wait` returns; negative numbers belong to the loop.
  public let value: Int

  /// The end of `token`'s wait with `value`.
  @inlinable
  public init(token: WaitToken, value: Int) {
    self.token = token
    self.value = value
  }
}
