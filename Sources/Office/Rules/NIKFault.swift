/// Why a text is no NIK.
package enum NIKFault: String, Error, Sendable {
  /// Not exactly 16 digits.
  case notSixteenDigits = "nik.length"
  /// The first two digits are no province.
  case unknownProvince = "nik.province"
  /// Day and month exist in neither century.
  case impossibleDate = "nik.date"
  /// The last four digits are 0000.
  case zeroSerial = "nik.serial"
}
