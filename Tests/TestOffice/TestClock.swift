package import LintasOffice
internal import Synchronization

/// A clock that stands still until a test moves it.
package final class TestClock: Sendable {
  private let moment: Mutex<Moment>

  /// A clock that shows this moment.
  package init(_ moment: Moment) {
    self.moment = Mutex(moment)
  }

  /// What the clock shows.
  package var now: Moment { moment.withLock { $0 } }

  /// Moves the clock forward.
  package func advance(by duration: Duration) {
    moment.withLock { $0 = $0.adding(duration) }
  }
}
