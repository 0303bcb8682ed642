internal import LintasTransport

/// A call that waits for a connection or for room on it.
final class ChannelWaiter {
  /// Names the wait; `nil` until it is registered.
  var token: WaitToken?
  /// Whether its turn has come. It then has to go, or to pass the turn on.
  var isCalled = false
  /// Whether it waits no longer.
  var hasLeft = false
}
