/// Prints results and remembers which missed their targets.
struct Report {
  /// Names of the work that is measured begin with this.
  let prefix: String
  /// Names of the results that missed.
  private(set) var missed: [String] = []

  init(of prefix: String) { self.prefix = prefix }

  /// Measures one piece of work done by us and by others, each with the least factor by which we
  /// have to be faster.
  mutating func compare(
    _ work: String, _ ours: Contender, _ others: [(name: String, least: Double, Contender)]
  ) throws {
    guard work.hasPrefix(prefix) else { return }
    let times = try Stopwatch.measure([ours] + others.map { $0.2 })
    let shown = zip([ours] + others.map { $0.2 }, times).map { contender, times in
      "\(contender.name) \(Self.rounded(Stopwatch.median(times)))"
    }
    print("bench: \(work): ns \(shown.joined(separator: ", "))")
    for (other, theirs) in zip(others, times.dropFirst()) {
      let ratios = zip(theirs, times[0]).map { $0 / $1 }
      least("\(work)_vs_\(other.name)", Stopwatch.median(ratios), other.least)
    }
  }

  /// Reports a value that should not be lower than `least`.
  mutating func least(_ name: String, _ value: Double, _ least: Double) {
    print("RESULT \(name)=\(Self.rounded(value))")
    if value < least { missed.append(name) }
  }

  /// Reports a value that should not be higher than `most`.
  mutating func most(
    _ name: String, _ most: Double, _ measure: () throws -> Double
  ) rethrows {
    guard name.hasPrefix(prefix) else { return }
    let value = try measure()
    print("RESULT \(name)=\(Self.rounded(value))")
    if value > most { missed.append(name) }
  }

  private static func rounded(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}
