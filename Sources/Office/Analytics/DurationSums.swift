internal import LintasRecords
internal import LintasProtobuf

/// Sums over durations: count, total, longest, and a histogram. All integers, so the sums over two
/// sets of cases, added, are the sums over both, in whatever order they are added.
package struct DurationSums: Hashable, Sendable {
  /// Upper bounds of the histogram's bars in minutes, ascending; a bar holds what does not exceed
  /// its bound and exceeds the one before. One more bar holds what is longer than all of them.
  package static let bounds: [Int64] = [
    1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1440, 2880, 4320, 5760, 7200, 8640, 10_080,
    14_400, 20_160, 28_800, 43_200, 86_400,
  ]

  /// How many durations.
  package private(set) var cases: Int64 = 0
  /// Their sum in milliseconds.
  package private(set) var totalMilliseconds: Int64 = 0
  /// The longest of them in milliseconds.
  package private(set) var longestMilliseconds: Int64 = 0
  /// How many of them ended by the promised day; only of the step from submission to decision.
  package private(set) var inTime: Int64 = 0
  /// How many lie in each bar.
  package private(set) var bars = [Int64](repeating: 0, count: bounds.count + 1)

  /// Sums over nothing.
  package init() {}

  /// Counts one duration.
  ///
  /// - Parameters:
  ///   - milliseconds: how long; what is negative took no time.
  ///   - inTime: whether it ended by the promised day.
  package mutating func count(milliseconds: Int64, inTime: Bool = false) {
    let milliseconds = max(milliseconds, 0)
    cases += 1
    totalMilliseconds += milliseconds
    longestMilliseconds = max(longestMilliseconds, milliseconds)
    if inTime { self.inTime += 1 }
    bars[Self.bar(milliseconds)] += 1
  }

  /// Adds sums over other durations.
  package mutating func add(_ other: DurationSums) {
    cases += other.cases
    totalMilliseconds += other.totalMilliseconds
    longestMilliseconds = max(longestMilliseconds, other.longestMilliseconds)
    inTime += other.inTime
    for index in bars.indices { bars[index] += other.bars[index] }
  }

  /// The mean in milliseconds, rounded down; nil over nothing.
  package var mean: Int64? { cases > 0 ? totalMilliseconds / cases : nil }

  /// What so many percent of the durations do not exceed, in milliseconds, by nearest rank: the
  /// bound of the bar that holds the duration of rank ⌈percent × cases ÷ 100⌉, or the longest
  /// duration if that is less. Nil over nothing.
  ///
  /// - Parameter percent: 1 to 100.
  package func quantile(percent: Int64) -> Int64? {
    guard cases > 0 else { return nil }
    let rank = (cases * percent + 99) / 100
    var passed: Int64 = 0
    for (bound, bar) in zip(Self.bounds, bars) {
      passed += bar
      if passed >= rank { return min(bound * Self.minute, longestMilliseconds) }
    }
    return longestMilliseconds
  }

  /// The share that ended by the promised day, in hundredths of a percent, rounded down; nil over
  /// nothing.
  package var inTimeBasisPoints: Int32? { cases > 0 ? Int32(inTime * 10_000 / cases) : nil }

  private static let minute: Int64 = 60_000

  private static func bar(_ milliseconds: Int64) -> Int {
    bounds.firstIndex { milliseconds <= $0 * minute } ?? bounds.count
  }
}

extension DurationSums {
  /// The sums that a record holds; nil if no sums were stored as it.
  init?(_ record: DurationSumsRecord) {
    guard record.bars.count <= bars.count else { return nil }
    cases = record.cases
    totalMilliseconds = record.totalMilliseconds
    longestMilliseconds = record.longestMilliseconds
    inTime = record.inTime
    for (index, bar) in record.bars.enumerated() { bars[index] = bar }
  }

  /// As they are stored.
  var record: DurationSumsRecord {
    .with { record in
      record.cases = cases
      record.totalMilliseconds = totalMilliseconds
      record.longestMilliseconds = longestMilliseconds
      record.inTime = inTime
      let used = bars.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
      for bar in bars.prefix(used) { record.bars.append(bar) }
    }
  }
}
