/// What a course is called and what it takes to pass it.
package struct CourseTerms: Sendable {
  /// Title.
  package let title: Phrase

  /// How many questions an attempt draws from the course's pool.
  package let drawn: Int

  /// How many of a hundred questions have to be right.
  package let passPercent: Int

  /// For how many days after its day of issue a certificate is valid.
  package let validDays: Int
}
