internal import LintasMessages
internal import LintasOffice
internal import LintasProtobuf
internal import LintasTestOffice
internal import Testing

/// Promise: the index of satisfaction and its grade are exact, whatever was answered.
@Suite struct SatisfactionRuleTests {
  /// Sums as so many answers of each element, with these totals, would leave them.
  private func sums(_ elements: [(count: Int, total: Int)]) -> SatisfactionSums {
    var sums = SatisfactionSums()
    for (index, element) in elements.enumerated() {
      var left = element.total
      for answer in 0..<element.count {
        let others = element.count - answer - 1
        let score = min(4, left - others)
        left -= score
        let one = SurveyAnswer.with {
          $0.element = SatisfactionElement(rawValue: Int32(index + 1))
          $0.score = Int32(score)
        }
        sums.add([one])
      }
    }
    return sums
  }

  private func grade(_ hundredths: Int) throws -> SatisfactionGrade? {
    // 9 elements of n answers cannot meet every value, so the band is asked for a made-up one.
    let book = try ReferenceFixture.book()
    let day = try #require(CivilDate("2026-11-24"))
    return book.grades.rows(on: day).filter { $0.value.from <= hundredths }
      .max { $0.value.from < $1.value.from }?.value.grade
  }

  /// Promise: the published example, 29 answers an element, gives 91.48 and A.
  @Test func publishedExample() throws {
    let totals = [105, 101, 100, 116, 102, 105, 106, 105, 115]
    let index = try #require(SatisfactionIndex(sums(totals.map { (29, $0) })))
    #expect(index.hundredths == 9148)
    #expect(index.text == "91.48")
    let book = try ReferenceFixture.book()
    let band = index.band(by: book.grades, on: try #require(CivilDate("2026-11-24")))
    #expect(band?.value.grade == .a)
    #expect(band?.legalBasis == "PermenPANRB 14/2017")
  }

  /// Promise: all fours are 100.00 and not the 99.0 of a rounded weight; all 3.5 are 87.50, B; all
  /// ones are 25.00, D.
  @Test(arguments: [
    (1, 4, "100.00", SatisfactionGrade.a), (7, 28, "100.00", .a), (2, 7, "87.50", .b),
    (1, 1, "25.00", .d), (1000, 3500, "87.50", .b),
  ])
  func sameForAll(count: Int, total: Int, text: String, grade: SatisfactionGrade) throws {
    let index = try #require(SatisfactionIndex(sums(Array(repeating: (count, total), count: 9))))
    #expect(index.text == text)
    #expect(try self.grade(index.hundredths) == grade)
  }

  /// Promise: grades have no gaps: each begins with the first rounded value of its band.
  @Test(arguments: [
    (2500, SatisfactionGrade.d), (6499, .d), (6500, .c), (7660, .c), (7661, .b), (8830, .b),
    (8831, .a), (10_000, .a),
  ])
  func bands(hundredths: Int, grade: SatisfactionGrade) throws {
    #expect(try self.grade(hundredths) == grade)
  }

  /// Promise: an index on the edge of two values is rounded up, and one that lies below it by less
  /// than any decimal shows is rounded down.
  @Test func roundsHalfUp() throws {
    // Sums of each element, and the index times 100 before rounding.
    let cases: [(elements: [(Int, Int)], exact: String, hundredths: Int)] = [
      ([(16, 49)], "7656.25", 7656), ([(48, 139)], "7239.58…", 7240),
      ([(8, 25), (8, 24)], "7656.25", 7656), ([(16, 41), (16, 40)], "6328.125", 6328),
      ([(1000, 2599), (1000, 2600)], "6498.75", 6499),
      ([(5000, 13_000), (5000, 12_998)], "6499.5", 6500),
      ([(5000, 12_999), (5001, 13_000)], "6499.10…", 6499),
    ]
    for (elements, exact, hundredths) in cases {
      #expect(SatisfactionIndex(sums(elements))?.hundredths == hundredths, "\(exact)")
    }
  }

  /// Promise: an element without answers is named and counts for nothing; no answers are no index.
  @Test func unanswered() throws {
    var elements = Array(repeating: (count: 2, total: 6), count: 9)
    elements[3] = (0, 0)
    let sums = sums(elements)
    #expect(sums.unanswered == [.cost])
    #expect(SatisfactionIndex(sums)?.text == "75.00")
    #expect(SatisfactionIndex(SatisfactionSums()) == nil)
    #expect(SatisfactionSums().unanswered.count == 9)
    #expect(SatisfactionIndex.meanHundredths(sums[.cost]) == 0)
    #expect(SatisfactionIndex.meanHundredths(sums[.time]) == 300)
  }

  /// Promise: a sum of fractions with nine coprime denominators near 2⁶⁰, whose common denominator
  /// has more than 500 bits, is rounded right on either side of a whole number.
  @Test func exactWhereNumbersAreLarge() {
    let denominators = (0..<9).map {
      UInt64(1) << 60 - [93, 107, 173, 179, 257, 279, 369, 395, 399][$0]
    }
    var below = ExactSum()
    var above = ExactSum()
    for denominator in denominators {
      below.add(denominator / 9, over: denominator)
      above.add(denominator / 9 + 1, over: denominator)
    }
    #expect(below.roundedDown == 0)
    #expect(below.roundedHalfUp == 1)
    #expect(above.roundedDown == 1)
    var whole = ExactSum()
    for denominator in denominators.dropLast() {
      whole.add(1, over: denominator)
      whole.add(denominator - 1, over: denominator)
    }
    #expect(whole.roundedDown == 8)
    whole.add(denominators[8] - 1, over: denominators[8])
    #expect(whole.roundedDown == 8)
    whole.add(2, over: denominators[8] * 2)
    #expect(whole.roundedDown == 9)
  }

  /// Promise: small sums agree with the plain computation over one common denominator.
  @Test(arguments: [1, 2, 3] as [UInt64]) func agreesWithPlainArithmetic(seed: UInt64) {
    let random = SeededRandom(seed: seed)
    for _ in 0..<2000 {
      var sum = ExactSum()
      var (top, bottom) = (0, 1)
      for _ in 0..<random.next(in: 1..<6) {
        let (numerator, denominator) = (random.next(in: 0..<5000), random.next(in: 1..<400))
        sum.add(UInt64(numerator), over: UInt64(denominator))
        (top, bottom) = (top * denominator + numerator * bottom, bottom * denominator)
      }
      #expect(sum.roundedDown == UInt64(top / bottom))
      #expect(sum.roundedHalfUp == UInt64((2 * top + bottom) / (2 * bottom)))
    }
  }
}
