import Testing

@testable import LintasRPC

/// Promise: a page of numbers that come in any order holds the smallest ones from the first on, in
/// order, and says whether it is all.
@Suite struct NumberPageTests {
  @Test func holdsTheSmallest() {
    let seed = UInt64.random(in: 1...(.max))
    var random = SeededGenerator(seed: seed)
    for round in 0..<300 {
      let numbers = Set(
        (0..<Int.random(in: 0...40, using: &random)).map { _ in
          UInt64.random(in: 1...60, using: &random)
        })
      let first = UInt64.random(in: 0...60, using: &random)
      let limit = Int.random(in: 1...20, using: &random)
      var page = NumberPage(from: first, limit: limit)
      for number in numbers.shuffled(using: &random) { page.offer(number) }
      let wanted = numbers.filter { $0 >= first }.sorted()
      #expect(page.numbers == Array(wanted.prefix(limit)), "seed \(seed), round \(round)")
      #expect(page.isCut == (wanted.count > limit), "seed \(seed), round \(round)")
    }
  }
}
