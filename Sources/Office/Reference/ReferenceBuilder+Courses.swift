/// Courses, what they teach, and their pools of questions.
extension ReferenceBuilder {
  /// Identifiers of courses and questions travel in messages, whose contract sets this limit.
  private static let longestKey = 64

  mutating func courses() -> DatedTable<CourseTerms> {
    table(.course) { builder, line in
      builder.requireShort(line)
      builder.requireTexts(line, 0..<2)
      let drawn = builder.number(line, 2, in: 1...100)
      let passPercent = builder.number(line, 3, in: 1...100)
      let validDays = builder.number(line, 4, in: 1...3650)
      guard let drawn, let passPercent, let validDays else { return nil }
      return CourseTerms(
        title: Phrase(id: line.values[0], en: line.values[1]), drawn: drawn,
        passPercent: passPercent, validDays: validDays)
    }
  }

  mutating func lessons() -> DatedTable<CourseLesson> {
    table(.lesson) { builder, line in
      builder.requireCourse(line, line.values[0])
      builder.requireTexts(line, 1..<3)
      return CourseLesson(
        course: line.values[0], text: Phrase(id: line.values[1], en: line.values[2]))
    }
  }

  mutating func questions() -> DatedTable<PoolQuestion> {
    table(.question) { builder, line in
      builder.requireShort(line)
      builder.requireCourse(line, line.values[0])
      builder.requireTexts(line, 1..<5)
      let indonesian = ReferenceFile.list(line.values[3])
      let english = ReferenceFile.list(line.values[4])
      guard indonesian.count == english.count, (2...10).contains(english.count),
        !(indonesian + english).contains("")
      else {
        builder.fault(
          line, "the options are no two lists of 2 to 10 answers, as many in each language")
        return nil
      }
      guard let right = builder.number(line, 5, in: 1...english.count) else { return nil }
      return PoolQuestion(
        course: line.values[0], text: Phrase(id: line.values[1], en: line.values[2]),
        options: zip(indonesian, english).map { Phrase(id: $0, en: $1) }, right: right)
    }
  }

  /// Names a fault for each course whose pool is too small on the course's first day.
  mutating func requirePools(_ courses: DatedTable<CourseTerms>, _ pool: DatedTable<PoolQuestion>) {
    for line in lines[.course] ?? [] {
      guard let terms = courses.row(line.key, on: line.validFrom)?.value else { continue }
      let count = pool.rows(on: line.validFrom).count { $0.value.course == line.key }
      if count < terms.drawn {
        fault(line, "draws \(terms.drawn) questions of \(count) that hold on \(line.validFrom)")
      }
    }
  }

  private mutating func requireCourse(_ line: ReferenceLine, _ key: String) {
    if !(lines[.course] ?? []).contains(where: { $0.key == key }) {
      fault(line, "there is no course '\(key)'")
    }
  }

  private mutating func requireShort(_ line: ReferenceLine) {
    if line.key.unicodeScalars.count > Self.longestKey {
      fault(line, "the key is longer than \(Self.longestKey) characters")
    }
  }

  private mutating func requireTexts(_ line: ReferenceLine, _ columns: Range<Int>) {
    for column in columns where line.values[column].isEmpty {
      fault(line, "\(line.table.columns[column]) is empty")
    }
  }
}
