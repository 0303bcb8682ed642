internal import LintasMessages
internal import LintasProtobuf

/// All reference data, understood and checked: what the rules read.
///
/// A book never changes; a load makes a new one. It is read from many threads.
package final class ReferenceBook: Sendable {
  /// What things cost.
  package let tariffs: DatedTable<Tariff>
  /// Deadlines in working days.
  package let deadlines: DatedTable<Int>
  /// Grades of the index of public satisfaction.
  package let grades: DatedTable<SatisfactionBand>
  /// Papers, and when they are asked for.
  package let documents: DatedTable<DocumentRequirement>
  /// Courses of the office's own people, by identifier.
  package let courses: DatedTable<CourseTerms>
  let lessons: DatedTable<CourseLesson>
  let questions: DatedTable<PoolQuestion>
  let ages: DatedTable<Int>
  let bases: DatedTable<Void>
  let holidays: DatedTable<CivilDate>
  let offices: DatedTable<String>
  let products: DatedTable<(office: String, kind: PassportKind)>
  let districts: DatedTable<String>

  /// Codes of the provinces, for reading a NIK.
  package let provinces: Set<String>

  /// Codes of regencies and districts, for warnings about a NIK.
  package let regions: RegionList

  /// Checks of the contract's formats, by these provinces.
  let formats: FormatChecks

  /// The calendar of working days. A day is closed if a row for it holds on that very day, so a
  /// holiday is withdrawn by loading its row again with a last day before it.
  package let calendar: WorkingCalendar

  /// What passports cost.
  package var fees: FeeRule { FeeRule(tariffs: tariffs) }

  /// The ages in force on `day`.
  package func ages(on day: CivilDate) -> AgeLimits {
    // The book's check made sure of both keys; 0 would make everybody an adult, so a day before the
    // first row takes the strictest reading.
    AgeLimits(
      adult: ages.row("adult", on: day)?.value ?? Int(Int16.max),
      dualCitizenshipEnd: ages.row("dual_citizenship_end", on: day)?.value ?? 0)
  }

  /// How long passports may be valid, as of `day`.
  package func validity(on day: CivilDate) -> ValidityRule {
    ValidityRule(
      ages: ages(on: day),
      legalBasis: bases.row("passport.validity", on: day)?.legalBasis ?? "")
  }

  /// Which papers are needed, as of `day`.
  package func requirements(on day: CivilDate) -> RequirementRule {
    RequirementRule(documents: documents, ages: ages(on: day))
  }

  /// The day by which an application received on `start` is to be decided; nil if no deadline is in
  /// force on that day.
  package func dueDay(from start: CivilDate) -> CivilDate? {
    deadlines.row("passport.decision", on: start)
      .map { calendar.adding(workingDays: $0.value, to: start) }
  }

  /// What a course teaches on `day`, in order.
  package func lessons(of course: String, on day: CivilDate) -> [Phrase] {
    lessons.rows(on: day).filter { $0.value.course == course }.map(\.value.text)
  }

  /// The questions that an attempt of `day` may draw, by identifier.
  package func pool(of course: String, on day: CivilDate) -> [DatedRow<PoolQuestion>] {
    questions.rows(on: day).filter { $0.value.course == course }
  }

  /// The year into which a deadline from `start` reaches although the decree with its holidays is
  /// not loaded; nil if there is none. New Year's Day alone is no decree: it is known before.
  package func yearWithoutHolidays(from start: CivilDate) -> Int? {
    guard let year = dueDay(from: start)?.parts.year else { return nil }
    let isKnown = holidays.allRows.contains {
      let parts = $0.value.parts
      return parts.year == year && (parts.month, parts.day) != (1, 1)
    }
    return isKnown ? nil : year
  }

  /// The offices of `day`, sorted by code.
  package func sites(on day: CivilDate) -> [OfficeSite] {
    let districts = districts.rows(on: day)
    let products = products.rows(on: day)
    return offices.rows(on: day).map { office in
      OfficeSite(
        code: office.key, name: office.value,
        districts: districts.filter { $0.value == office.key }.map(\.key).sorted(),
        kinds: Set(products.filter { $0.value.office == office.key }.map(\.value.kind)))
    }
  }

  /// The office of a code on `day`, if there is one.
  package func site(_ code: String, on day: CivilDate) -> OfficeSite? {
    sites(on: day).first { $0.code == code }
  }

  /// Understands and checks rows.
  ///
  /// - Throws: every fault, in the order of the lines: a value that is no number, an unknown word,
  ///   two rows of one key with the same first day, a reference to an office or a course that is
  ///   not there, a course with too few questions, or a row without which the office cannot work.
  package init(_ lines: [ReferenceLine]) throws(ReferenceFaults) {
    var builder = ReferenceBuilder(lines)
    tariffs = builder.tariffs()
    deadlines = builder.numbers(.deadline, 1...365)
    grades = builder.grades()
    ages = builder.numbers(.age, 1...150)
    bases = builder.table(.basis) { _, _ in () }
    holidays = builder.holidays()
    offices = builder.names(.office)
    products = builder.products()
    districts = builder.districts()
    documents = builder.documents()
    courses = builder.courses()
    lessons = builder.lessons()
    questions = builder.questions()
    builder.requirePools(courses, questions)
    provinces = Set(builder.names(.province).allRows.map(\.key))
    regions = RegionList(
      regencies: Set(builder.names(.regency).allRows.map(\.key)),
      districts: Set(districts.allRows.map(\.key)))
    formats = Formats.checks(provinces: provinces)
    calendar = WorkingCalendar(
      closed: Set(holidays.allRows.filter { $0.holds(on: $0.value) }.map(\.value)))
    builder.require(.tariff, FeeRule.tariffKeys)
    builder.require(.deadline, ["passport.decision"])
    builder.require(.age, ["adult", "dual_citizenship_end"])
    builder.require(.basis, ["passport.validity"])
    guard builder.faults.isEmpty else { throw ReferenceFaults(builder.faults) }
  }
}
