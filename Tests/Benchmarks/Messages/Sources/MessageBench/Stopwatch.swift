internal import CMessageBench

/// Measures contenders against each other.
enum Stopwatch {
  /// Pieces of time that each contender gets.
  static let rounds = 41
  /// Nanoseconds of processor time in one piece, about.
  private static let piece = 3_000_000

  /// Nanoseconds of processor time that one piece of work takes, a row for each contender and a
  /// column for each round. In each round all contenders run, one right after the other, so that
  /// what disturbs the machine disturbs all of them.
  static func measure(_ contenders: [Contender]) throws -> [[Double]] {
    var counts: [Int] = []
    for contender in contenders {
      _ = try contender.run(20)
      let few = max(1, 100_000_000 / max(1, Int(try time(contender, 20))) / 50)
      let once = try time(contender, few)
      counts.append(max(1, Int(Double(piece) / once)))
    }
    var times = [[Double]](repeating: [], count: contenders.count)
    for round in 0..<rounds {
      for offset in contenders.indices {
        let index = (round + offset) % contenders.count
        times[index].append(try time(contenders[index], counts[index]))
      }
    }
    return times
  }

  /// The middle one of the values.
  static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  private static func time(_ contender: Contender, _ count: Int) throws -> Double {
    let start = bench_clock()
    let sum = try contender.run(count)
    let elapsed = bench_clock() - start
    if sum == Int.min { print("\(contender.name) summed to \(sum)") }
    return Double(elapsed) / Double(count)
  }
}
