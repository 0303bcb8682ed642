/// When a paper is asked for. The raw values are the words of the `document` table.
package enum DocumentCircumstance: String, CaseIterable, Sendable {
  /// Of everybody.
  case always
  /// Of who is 17 or older, or is or was married.
  case adult
  /// Of who is younger and was never married.
  case child
  /// Of who is younger and is or was married.
  case marriedMinor = "married_minor"
  /// When an old book is at hand: expired, full or damaged.
  case replacement
  /// When the old book is lost.
  case lost
  /// When the loss or damage was by force majeure.
  case forceMajeure = "force_majeure"
}
