package import LintasMessages

/// What an officer should look at about a NIK. Never a reason to refuse: regions split, a NIK does
/// not follow a move, and it is not corrected (PP 40/2019 article 30). A look at the population
/// register settles it.
package enum NIKWarning: String, Sendable, CaseIterable {
  /// Regency or district of first registration are not in the list of regions.
  case regionUnknown = "nik.region_unknown"
  /// The declared birth date is not the number's.
  case birthDateDiffers = "nik.birth_date_differs"
  /// The declared sex is not the number's.
  case sexDiffers = "nik.sex_differs"

  /// Compares a NIK with what the person declares.
  ///
  /// - Parameters:
  ///   - regions: known codes of regencies (`18.08`) and districts (`18.08.01`). A level is judged
  ///     only where the list has anything below the level above it.
  package static func compare(
    _ nik: NIK, birthDate: CivilDate?, sex: Sex, regions: RegionList
  ) -> [NIKWarning] {
    var warnings: [NIKWarning] = []
    if !regions.mayContain(regency: nik.regencyCode, district: nik.districtCode) {
      warnings.append(.regionUnknown)
    }
    if let birthDate, !nik.possibleBirthDates.contains(birthDate) {
      warnings.append(.birthDateDiffers)
    }
    if sex != .unspecified, sex != nik.sex { warnings.append(.sexDiffers) }
    return warnings
  }

  /// The warning in words.
  package var phrase: Phrase {
    switch self {
    case .regionUnknown:
      Phrase(
        id: "Kode wilayah dalam NIK tidak dikenal; periksa data kependudukan.",
        en: "The region in the NIK is unknown; check with the population register.")
    case .birthDateDiffers:
      Phrase(
        id: "Tanggal lahir berbeda dari NIK; periksa data kependudukan.",
        en: "The birth date differs from the NIK; check with the population register.")
    case .sexDiffers:
      Phrase(
        id: "Jenis kelamin berbeda dari NIK; periksa data kependudukan.",
        en: "The sex differs from the NIK; check with the population register.")
    }
  }
}
