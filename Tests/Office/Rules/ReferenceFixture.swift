internal import LintasOffice
internal import LintasTestOffice

/// The reference data of Way Kanan as shipped.
enum ReferenceFixture {
  /// The text of the file; empty if it cannot be read, which no test passes.
  static let text = (try? TestOffice.referenceText()) ?? ""

  /// The rules that the file makes.
  static func book() throws -> ReferenceBook {
    try ReferenceBook(ReferenceFile.parse(text))
  }
}
