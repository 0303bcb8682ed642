internal import LintasMessages
internal import LintasOffice
internal import LintasProtobuf
internal import LintasTestOffice
internal import Testing

/// Promise: a quiz is drawn by lot and judged in whole numbers, and every fault of its answers is
/// told.
@Suite struct QuizRuleTests {
  /// A quiz of three questions with two, three and four options.
  private var quiz: Quiz {
    .with { quiz in
      for (index, id) in ["a", "b", "c"].enumerated() {
        quiz.questions.append { question in
          question.questionID = id
          for _ in 0..<(index + 2) { question.options.append(.init()) }
        }
      }
    }
  }

  private func answers(_ pairs: [(String, Int32)]) -> [QuizAnswer] {
    pairs.map { pair in .with { ($0.questionID, $0.option) = pair } }
  }

  /// Promise: the pass mark is compared exactly, and the percentage that is shown is rounded down.
  @Test(arguments: [
    (0, 5, 80, false, 0), (3, 5, 80, false, 60), (4, 5, 80, true, 80), (5, 5, 80, true, 100),
    (2, 3, 66, true, 66), (2, 3, 67, false, 66), (1, 3, 33, true, 33), (1, 3, 34, false, 33),
    (6, 7, 85, true, 85), (6, 7, 86, false, 85), (1, 100, 1, true, 1), (0, 100, 1, false, 0),
    (99, 100, 100, false, 99), (100, 100, 100, true, 100), (0, 0, 1, false, 0),
  ])
  func passMark(correct: Int, count: Int, percent: Int, passes: Bool, shown: Int) {
    #expect(QuizRules.passes(correct, of: count, percent: percent) == passes)
    #expect(QuizRules.percent(correct, of: count) == shown)
  }

  /// Promise: each broken rule is told with its place; right answers break none.
  @Test(
    arguments: [
      ([("a", 1), ("b", 3), ("c", 4)], []), ([("c", 1), ("a", 2), ("b", 1)], []),
      (
        [("a", 3), ("b", 0), ("c", -1)],
        [
          "answers[0].option quiz.option", "answers[1].option quiz.option",
          "answers[2].option quiz.option",
        ]
      ),
      (
        [("a", 1), ("a", 1), ("x", 1)],
        [
          "answers[1].question_id quiz.answered_twice", "answers[2].question_id quiz.not_drawn",
          "answers quiz.unanswered", "answers quiz.unanswered",
        ]
      ),
      ([], ["answers quiz.unanswered", "answers quiz.unanswered", "answers quiz.unanswered"]),
      ([("a", 1), ("b", 1), ("c", 1), ("", 1)], ["answers[3].question_id quiz.not_drawn"]),
    ] as [([(String, Int32)], [String])])
  func faults(given: [(String, Int32)], expected: [String]) {
    let found = QuizRules.violations(answers(given), to: quiz)
    #expect(found.map { "\($0.path) \($0.rule)" } == expected)
    #expect(found.allSatisfy { ViolationText.knownRules.contains($0.rule) })
  }

  /// Promise: answers count by question, in whatever order they are sent.
  @Test func countsRight() {
    let right: [Int32] = [1, 2, 3]
    for (given, expected) in [
      ([("a", 1), ("b", 2), ("c", 3)], 3), ([("c", 3), ("b", 2), ("a", 1)], 3),
      ([("a", 2), ("b", 2), ("c", 2)], 1), ([("a", 2), ("b", 3), ("c", 1)], 0),
    ] as [([(String, Int32)], Int)] {
      #expect(QuizRules.correct(answers(given), to: quiz, right: right) == expected)
    }
  }

  /// Promise: a draw depends on the lots alone, not on the order of the pool; it takes each
  /// question at most once, and with random lots every question gets its turn.
  @Test func draws() {
    let random = SeededRandom(seed: 7)
    let pool = (0..<12).map { "q\($0)" }
    var seen: [String: Int] = [:]
    for _ in 0..<600 {
      let lots = Dictionary(uniqueKeysWithValues: pool.map { ($0, random.bytes(32)) })
      let draw = QuizDraw.draw(5, of: pool) { lots[$0] ?? [] }
      #expect(draw == QuizDraw.draw(5, of: pool.reversed()) { lots[$0] ?? [] })
      #expect(draw.count == 5 && Set(draw).count == 5)
      for question in draw { seen[question, default: 0] += 1 }
    }
    // 250 are expected of each; 150 and 350 are more than eight deviations away.
    #expect(pool.allSatisfy { (150...350).contains(seen[$0] ?? 0) }, "seed 7: \(seen)")
    #expect(QuizDraw.draw(5, of: ["a"]) { Array($0.utf8) } == ["a"])
    #expect(QuizDraw.draw(5, of: []) { Array($0.utf8) } == [])
  }

  /// Promise: a certificate counts until its last day, however years and months end.
  @Test(arguments: [
    ("2026-11-24", 365, "2027-11-24"), ("2027-03-01", 365, "2028-02-29"),
    ("2026-12-31", 1, "2027-01-01"),
  ])
  func lastDays(issued: String, days: Int, expected: String) throws {
    let day = QuizRules.lastDay(issued: try #require(CivilDate(issued)), validDays: days)
    #expect(day.description == expected)
    let certificate = Certificate.with { $0.validUntil = expected }
    #expect(certificate.isValid(on: day))
    #expect(!certificate.isValid(on: day.adding(days: 1)))
    #expect(!Certificate().isValid(on: day))
  }

  /// Promise: a course that cannot be held is refused when it is loaded, each fault with its line.
  @Test func courseFaults() throws {
    let text = """
      [course]
      key | indonesian | english | drawn | pass_percent | valid_days | \
      legal_basis | valid_from | valid_until
      small | Kecil | Small | 2 | 80 | 365 | law | 2026-01-01 |
      wrong | | Wrong | 0 | 101 | many | law | 2026-01-01 |
      [lesson]
      key | course | indonesian | english | legal_basis | valid_from | valid_until
      l | nothing | a | b | law | 2026-01-01 |
      [question]
      key | course | indonesian | english | options_indonesian | options_english | right | \
      legal_basis | valid_from | valid_until
      a | small | a | b | ya; tidak | yes; no | 2 | law | 2026-01-01 |
      b | small | a | b | ya; tidak | yes; no | 3 | law | 2026-01-01 |
      c | small | a | b | ya; tidak | yes | 1 | law | 2026-01-01 |
      d | small | a | b | ya; | yes; | 1 | law | 2026-01-01 |
      e | small | | b | ya; tidak | yes; no | 1 | law | 2027-01-01 |
      """
    let lines = try ReferenceFile.parse(text)
    #expect {
      try ReferenceBook(lines)
    } throws: { error in
      let faults = (error as? ReferenceFaults)?.faults ?? []
      return faults.map(\.line).filter { $0 > 0 } == [3, 4, 4, 4, 4, 7, 11, 12, 13, 14]
    }
  }
}
