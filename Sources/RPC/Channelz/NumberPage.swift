/// The smallest numbers from a first one on, at most so many: one page of a list that is kept in no
/// order.
struct NumberPage: Sendable {
  /// The numbers so far, in rising order.
  private(set) var numbers: [UInt64] = []
  /// Whether there are more than fit.
  private(set) var isCut = false

  private let first: UInt64
  private let limit: Int

  /// An empty page.
  ///
  /// - Parameters:
  ///   - first: the least number that is wanted.
  ///   - limit: the most numbers that are wanted.
  init(from first: UInt64, limit: Int) {
    self.first = first
    self.limit = limit
  }

  /// Offers a number. The order does not matter; most are larger than those that are kept, and cost
  /// one comparison.
  mutating func offer(_ number: UInt64) {
    guard number >= first else { return }
    if numbers.count >= limit {
      isCut = true
      guard let last = numbers.last, number < last else { return }
      numbers.removeLast()
    }
    let place = numbers.lastIndex { $0 < number }.map { $0 + 1 } ?? 0
    numbers.insert(number, at: place)
  }
}
