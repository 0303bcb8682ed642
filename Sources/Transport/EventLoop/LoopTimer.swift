/// An object that an event loop calls when a time has come.
public protocol LoopTimer: AnyObject {
  /// The time given to `EventLoop.schedule(at:_:)` has come. Called once, on the loop's thread;
  /// `id` is no longer scheduled and may not be cancelled any more.
  func timerFired(_ id: TimerID)
}
