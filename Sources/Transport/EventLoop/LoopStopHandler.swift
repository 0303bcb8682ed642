/// An object that must end before its loop does.
protocol LoopStopHandler: AnyObject {
  /// The loop is about to end: close, and unregister. Called on the loop, once.
  func loopStops()
}
