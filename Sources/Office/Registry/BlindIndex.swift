/// Personal values that rows must be found by. The raw value goes into the key's derivation.
enum BlindIndex: String, CaseIterable, Sendable {
  /// National identity number.
  case nik
  /// Phone number in E.164.
  case phone
  /// Name that an officer signs in with, in small letters.
  case signInName = "sign-in-name"
  /// What opens an anonymous thread of feedback.
  case trackingNumber = "tracking-number"
}
