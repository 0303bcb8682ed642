package import LintasMessages
internal import LintasProtobuf
package import LintasRecords

/// Sums of answers of surveys, whole numbers by element.
package struct SatisfactionSums: Equatable, Sendable {
  /// What was answered about one element.
  package struct Element: Equatable, Sendable {
    /// How many answers.
    package var count: UInt64 = 0
    /// Sum of the scores.
    package var total: UInt64 = 0
  }

  /// How many surveys.
  package private(set) var surveys: UInt64 = 0

  private var byElement = Array(repeating: Element(), count: all.count)

  /// The nine elements, U1 first.
  package static let all = (Int32(1)...9).map { SatisfactionElement(rawValue: $0) }

  /// No answers.
  package init() {}

  /// The sums that a record holds.
  package init(_ record: SatisfactionRecord) {
    surveys = UInt64(clamping: record.surveys)
    for sum in record.elements {
      guard let index = Self.index(sum.element) else { continue }
      byElement[index].count = UInt64(clamping: sum.count)
      byElement[index].total = UInt64(clamping: sum.total)
    }
  }

  /// The sums of one element; empty for what is none.
  package subscript(element: SatisfactionElement) -> Element {
    Self.index(element).map { byElement[$0] } ?? Element()
  }

  /// Elements without any answer, U1 first.
  package var unanswered: [SatisfactionElement] {
    Self.all.filter { self[$0].count == 0 }
  }

  /// Adds one survey, each element at most once, checked before.
  package mutating func add(_ answers: [SurveyAnswer]) {
    surveys += 1
    for answer in answers {
      guard let index = Self.index(answer.element) else { continue }
      byElement[index].count += 1
      byElement[index].total += UInt64(clamping: answer.score)
    }
  }

  /// Adds other sums.
  package mutating func add(_ other: SatisfactionSums) {
    surveys += other.surveys
    for index in byElement.indices {
      byElement[index].count += other.byElement[index].count
      byElement[index].total += other.byElement[index].total
    }
  }

  /// The sums as stored.
  package var record: SatisfactionRecord {
    .with { record in
      record.surveys = Int64(clamping: surveys)
      for element in Self.all where self[element].count > 0 {
        record.elements.append { sum in
          sum.element = element
          sum.count = Int64(clamping: self[element].count)
          sum.total = Int64(clamping: self[element].total)
        }
      }
    }
  }

  /// Place of an element, bound by its number and never by its position in an answer.
  private static func index(_ element: SatisfactionElement) -> Int? {
    let index = Int(element.rawValue) - 1
    return all.indices.contains(index) ? index : nil
  }
}
