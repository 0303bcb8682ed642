internal import Glibc

/// `LintasBench`: the parts of `make bench` that Python is too slow for. What they find out is
/// printed as `name=value`, one a line.
///
///     LintasBench submit SERVER AUTHORITY SESSIONS CALLERS SECONDS
///         submissions by as many callers at a time, each on its own connection
///     LintasBench commit RECORDS SUBMISSIONS FOLDER SECONDS
///         bare LMDB commits in a new FOLDER, each of what a submission left in RECORDS
@main
struct LintasBench {
  static func main() async {
    let words = Array(CommandLine.arguments.dropFirst())
    do {
      switch (words.first, words.count) {
      case ("submit", 6):
        let load = try SubmissionLoad(
          server: words[1], authority: words[2], sessions: words[3], callers: number(words[4]))
        print(try await load.run(for: .seconds(number(words[5]))))
      case ("commit", 5):
        let shape = try SubmissionShape(records: words[1], submissions: number(words[2]))
        print(try RawCommits(shape, folder: words[3]).run(for: .seconds(number(words[4]))))
      default:
        throw BenchFailure("usage: LintasBench submit|commit …, see Tests/Benchmarks/Load")
      }
    } catch {
      print("LintasBench: \(error)")
      exit(1)
    }
  }

  private static func number(_ word: String) throws -> Int {
    guard let number = Int(word), number > 0 else {
      throw BenchFailure("\(word) is no positive number")
    }
    return number
  }
}
