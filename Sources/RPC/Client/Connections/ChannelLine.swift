/// The calls that wait for a connection, in the order in which they came.
///
/// What a step costs does not grow with the number of those that wait: a backlog that is called,
/// or loses its patience, must not hold up the loop.
struct ChannelLine {
  /// Those that were not called; from `head` on, and some of them may have left.
  private var waiters: [ChannelWaiter?] = []
  private var head = 0
  /// Those among them that have left.
  private var gone = 0
  /// How many stand here, or were called and did not go on yet.
  private(set) var count = 0

  /// Whether nobody is before a call that comes now.
  var isEmpty: Bool { count == 0 }

  /// Places that take memory; for tests.
  var places: Int { waiters.count }

  /// Stands at the end.
  mutating func join(_ waiter: ChannelWaiter) {
    waiters.append(waiter)
    count += 1
  }

  /// Calls the first that was not called.
  mutating func callFirst() -> ChannelWaiter? {
    while head < waiters.count {
      let waiter = waiters[head].take()
      head += 1
      guard let waiter else { continue }
      if waiter.hasLeft {
        gone -= 1
        continue
      }
      waiter.isCalled = true
      tidy()
      return waiter
    }
    tidy()
    return nil
  }

  /// Calls all that were not called.
  mutating func callAll() -> [ChannelWaiter] {
    let all = waiters[head...].compactMap { $0 }.filter { !$0.hasLeft }
    for waiter in all { waiter.isCalled = true }
    waiters.removeAll()
    head = 0
    gone = 0
    return all
  }

  /// Goes on, called or not. Once, by who has joined.
  mutating func leave(_ waiter: ChannelWaiter) {
    waiter.hasLeft = true
    count -= 1
    guard !waiter.isCalled else { return }
    gone += 1
    tidy()
  }

  /// Gives places up when most are empty.
  private mutating func tidy() {
    guard head + gone > 32, (head + gone) * 2 > waiters.count else { return }
    waiters = waiters[head...].filter { $0?.hasLeft == false }
    head = 0
    gone = 0
  }
}
