/// Day of the week, as ISO 8601 orders them.
package enum Weekday: Int, Sendable {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday

  /// Saturday or Sunday, when offices are closed.
  package var isWeekend: Bool { self == .saturday || self == .sunday }
}
