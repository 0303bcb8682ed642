/// Commits of LMDB alone, without a line of Lintas: the least that a durable submission can cost
/// on this disk. Each puts entries of the sizes that a submission has, into a tree that holds as
/// many of them before. Keys ascend, which touches the fewest pages.
struct RawCommits {
  private let shape: SubmissionShape
  private let environment: RawEnvironment

  /// A new environment in an empty folder, filled like the store that the shape was taken from.
  init(_ shape: SubmissionShape, folder: String) throws {
    self.shape = shape
    environment = try RawEnvironment(creating: folder)
    try environment.commit { put in
      for number in 0..<shape.submissions { try write(number, put) }
    }
  }

  /// Commits for a while and gives the figures.
  func run(for time: Duration) throws -> String {
    let start = ContinuousClock.now
    var commits = 0
    while start.duration(to: .now) < time {
      let number = shape.submissions + commits
      try environment.commit { put in try write(number, put) }
      commits += 1
    }
    let seconds = start.duration(to: .now) / .seconds(1)
    return "commits=\(commits)\nseconds=\(seconds)\nentries=\(shape.entries.count)\n"
      + "bytes=\(shape.bytes)"
  }

  private func write(_ number: Int, _ put: ([UInt8], [UInt8]) throws -> Void) throws {
    for (index, entry) in shape.entries.enumerated() {
      var key = [entry.table]
      withUnsafeBytes(of: UInt64(number).bigEndian) { key += $0 }
      key.append(UInt8(truncatingIfNeeded: index))
      key += Array(repeating: 0, count: max(0, entry.keyBytes - key.count))
      try put(key, Array(repeating: UInt8(truncatingIfNeeded: number), count: entry.valueBytes))
    }
  }
}
