/// An object with work for the end of a turn: what one wake-up produced is then sent at once.
protocol TurnEndHandler: AnyObject {
  /// The turn's events, timers and jobs have run. Called once for each `EventLoop.atTurnEnd`.
  func turnEnds()
}
