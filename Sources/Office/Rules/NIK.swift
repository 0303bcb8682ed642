package import LintasMessages

/// A national identity number (NIK): 16 digits `PPKKCC DDMMYY SSSS`.
///
/// - PP province, KK regency or city, CC district: of the *first* registration, for life.
/// - DD day of birth, plus 40 for women; MM month; YY year without century.
/// - SSSS serial number, from 0001. There is no check digit.
///
/// A number is rejected for what no NIK can be: another length, an unknown province, a day or month
/// that does not exist in either century, serial 0000. Everything else (unknown district, another
/// birth date or sex than declared) is a warning to the officer and never a reason to refuse: a NIK
/// is not corrected even if the date in it is wrong (PP 40/2019 article 30 paragraph 2).
package struct NIK: Hashable, Sendable {
  /// The 16 digits.
  package let digits: String

  /// Province of first registration, two digits.
  package var provinceCode: String { String(digits.prefix(2)) }

  /// Regency or city of first registration, as in `18.08`.
  package var regencyCode: String { "\(slice(0, 2)).\(slice(2, 4))" }

  /// District of first registration, as in `18.08.01`.
  package var districtCode: String { "\(regencyCode).\(slice(4, 6))" }

  /// Sex by the day of birth.
  package var sex: Sex { number(6, 8) > 40 ? .female : .male }

  /// Reads a NIK.
  ///
  /// - Parameters:
  ///   - text: exactly 16 ASCII digits.
  ///   - provinces: the provinces' codes in force; an empty set judges no province.
  /// - Throws: the first thing that is wrong.
  package init(_ text: String, provinces: Set<String>) throws(NIKFault) {
    let bytes = Array(text.utf8)
    let decimal = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard bytes.count == 16, bytes.allSatisfy(decimal.contains) else { throw .notSixteenDigits }
    digits = text
    guard provinces.isEmpty || provinces.contains(provinceCode) else { throw .unknownProvince }
    let day = number(6, 8)
    guard (1...31).contains(day) || (41...71).contains(day), !possibleBirthDates.isEmpty else {
      throw .impossibleDate
    }
    guard number(12, 16) != 0 else { throw .zeroSerial }
  }

  /// The birth dates that the number may mean: in the 1900s, in the 2000s, or both; oldest first.
  package var possibleBirthDates: [CivilDate] {
    let day = number(6, 8)
    return [1900, 2000].compactMap {
      CivilDate(year: $0 + number(10, 12), month: number(8, 10), day: day > 40 ? day - 40 : day)
    }
  }

  /// The birth date to assume: the declared one if the number may mean it, else the newest that is
  /// not in the future. Nil if all are in the future.
  package func birthDate(declared: CivilDate?, today: CivilDate) -> CivilDate? {
    let possible = possibleBirthDates
    if let declared, possible.contains(declared) { return declared }
    return possible.last { $0 <= today }
  }

  private func slice(_ from: Int, _ to: Int) -> Substring {
    digits.dropFirst(from).prefix(to - from)
  }

  private func number(_ from: Int, _ to: Int) -> Int {
    Int(slice(from, to)) ?? 0
  }
}
