/// The room that streams share beyond their first windows: that of a connection, or of a loop.
///
/// A value type without I/O. What is kept for whose turn it is makes sure that he can always go on,
/// and rests on two rules. Anybody else takes only while more than the reserve is free afterwards.
/// And he whose turn it is takes no more from the reserve than his message needs, and has given it
/// back when his turn is over. So what the others hold never passes `capacity - reserve`.
struct CreditPool {
  /// Bytes that there are.
  let capacity: Int
  /// Bytes of them that are kept for whose turn it is.
  let reserve: Int
  /// Bytes that are out.
  private(set) var granted = 0
  /// The most that were ever out.
  private(set) var peak = 0

  /// A pool of which nothing is out.
  init(capacity: Int, reserve: Int) {
    self.capacity = capacity
    self.reserve = reserve
  }

  /// Bytes that can be had.
  ///
  /// - Parameter inTurn: whether by him whose turn it is.
  func room(inTurn: Bool) -> Int {
    max(0, capacity - granted - (inTurn ? 0 : reserve))
  }

  /// Takes bytes, of which there must be room.
  mutating func take(_ bytes: Int) {
    granted += bytes
    peak = max(peak, granted)
  }

  /// Puts bytes back.
  mutating func giveBack(_ bytes: Int) {
    granted -= bytes
  }
}
