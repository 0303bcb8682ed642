import Synchronization

/// A number that tasks count up and tests look at.
final class Counter: Sendable {
  private let number = Atomic<Int>(0)

  /// The number now.
  var value: Int { number.load(ordering: .relaxed) }

  /// Adds one.
  func count() {
    number.add(1, ordering: .relaxed)
  }

  /// Waits until the number is not 0 and does not change any more.
  ///
  /// - Returns: false if it never came to rest, within two minutes.
  func rests() async -> Bool {
    var last = -1
    var same = 0
    for _ in 0..<24_000 {
      try? await Task.sleep(for: .milliseconds(5))
      same = value == last && value > 0 ? same + 1 : 0
      last = value
      if same == 20 { return true }
    }
    return false
  }
}
