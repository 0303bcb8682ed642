internal import LintasProtobuf
internal import LintasRecords
internal import LintasTestOffice
internal import Testing

@testable internal import LintasOffice

private let minute: Int64 = 60_000

/// Promise: means and quantiles are exact over the histogram, and sums add up.
struct DurationSumsTests {
  private static func sums(_ durations: [Int64]) -> DurationSums {
    var sums = DurationSums()
    for duration in durations { sums.count(milliseconds: duration) }
    return sums
  }

  /// Durations in milliseconds, and mean, median and ninth decile to expect.
  struct Row: Sendable {
    let durations: [Int64]
    let mean: Int64?
    let half: Int64?
    let most: Int64?
  }

  /// Promise: quantiles by nearest rank: the bound of the bar, or the longest if that is less.
  @Test(arguments: [
    Row(durations: [], mean: nil, half: nil, most: nil),
    Row(durations: [0], mean: 0, half: 0, most: 0),
    Row(durations: [-5], mean: 0, half: 0, most: 0),
    Row(durations: [1], mean: 1, half: 1, most: 1),
    // One minute is the first bar, a millisecond more the second.
    Row(durations: [minute, minute + 1], mean: minute, half: minute, most: minute + 1),
    Row(
      durations: [minute + 1, 10 * minute], mean: 330_000, half: 2 * minute, most: 10 * minute),
    // Ten cases: the fifth is in the bar up to 5 minutes, the ninth in that up to 60.
    Row(
      durations: [1, 2, 3, 4, 4, 20, 30, 40, 50, 70].map { $0 * minute },
      mean: 22 * minute + 24_000, half: 5 * minute, most: 60 * minute),
    // Nine of ten are the first nine.
    Row(
      durations: Array(repeating: minute, count: 9) + [100_000 * minute],
      mean: 10_000 * minute + 54_000, half: minute, most: minute),
    // Beyond the last bound it is the longest.
    Row(
      durations: [86_400 * minute + 1, 90_000 * minute, 100_000 * minute],
      mean: 92_133 * minute + 20_000, half: 100_000 * minute, most: 100_000 * minute),
  ]) func quantiles(row: Row) {
    let sums = Self.sums(row.durations)
    #expect(sums.cases == Int64(row.durations.count))
    #expect(sums.mean == row.mean)
    #expect(sums.quantile(percent: 50) == row.half)
    #expect(sums.quantile(percent: 90) == row.most)
    #expect(sums.quantile(percent: 100) == row.durations.max().map { max($0, 0) })
  }

  /// Promise: each bound belongs to its own bar, and the bars hold every case once.
  @Test func bounds() {
    #expect(DurationSums.bounds == DurationSums.bounds.sorted())
    for (index, bound) in DurationSums.bounds.enumerated() {
      let at = Self.sums([bound * minute])
      let after = Self.sums([bound * minute + 1])
      #expect(at.bars.firstIndex(of: 1) == index)
      #expect(after.bars.firstIndex(of: 1) == index + 1)
    }
  }

  /// Promise: a quantile from the histogram is never less than the true one and lies in the same
  /// bar; the sums of parts, added in any order, are the sums of the whole, also through a record.
  @Test(arguments: [1, 2, 3] as [UInt64]) func randomSums(seed: UInt64) throws {
    let random = SeededRandom(seed: seed)
    for _ in 0..<100 {
      let durations = (0..<random.next(in: 1..<60)).map { _ in
        Int64(random.next(in: 0..<1 << random.next(in: 1..<34)))
      }
      let whole = Self.sums(durations)
      let cut = random.next(in: 0..<durations.count)
      var parts = Self.sums(Array(durations[cut...]))
      parts.add(Self.sums(Array(durations[..<cut])))
      #expect(parts == whole)
      #expect(DurationSums(whole.record) == whole)
      let ordered = durations.sorted()
      for percent in [1, 50, 90, 99, 100] {
        let exact = ordered[(durations.count * percent + 99) / 100 - 1]
        let read = try #require(whole.quantile(percent: Int64(percent)))
        #expect(read >= exact)
        #expect(
          Self.sums([read]).bars == Self.sums([exact]).bars,
          "seed \(seed): \(durations), \(percent)")
      }
    }
  }

  /// Promise: the share decided in time is rounded down, and absent over nothing.
  @Test func share() {
    var sums = DurationSums()
    #expect(sums.inTimeBasisPoints == nil)
    for number in 0..<3 { sums.count(milliseconds: 1, inTime: number < 2) }
    #expect(sums.inTimeBasisPoints == 6666)
    #expect(sums.inTime == 2)
  }

  /// Promise: a record with more bars than there are is not taken for sums.
  @Test func damaged() {
    var record = Self.sums([1]).record
    for _ in 0...DurationSums.bounds.count { record.bars.append(0) }
    #expect(DurationSums(record) == nil)
  }
}
