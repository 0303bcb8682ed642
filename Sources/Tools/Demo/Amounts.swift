internal import Foundation
internal import LintasStandard

/// Money, moments and identifiers as people write them.
enum Amounts {
  /// Rupiah with dots between thousands: `Rp 1.950.000`.
  static func rupiah(_ amount: Int64) -> String {
    "Rp " + amount.formatted(.number.locale(Locale(identifier: "id_ID")))
  }

  /// An identifier in groups of five.
  static func grouped(_ identifier: String) -> String {
    let characters = Array(identifier)
    return stride(from: 0, to: characters.count, by: 5)
      .map { String(characters[$0..<min($0 + 5, characters.count)]) }.joined(separator: "-")
  }

  /// A moment on the clocks of Way Kanan (UTC+7), to the millisecond: `2026-11-24 14:05:09.123`.
  static func moment(_ timestamp: GoogleTimestamp) -> String {
    let date = Date(timeIntervalSince1970: TimeInterval(timestamp.seconds))
    let style = Date.ISO8601FormatStyle(
      dateTimeSeparator: .space, timeZone: TimeZone(secondsFromGMT: 7 * 3600) ?? .gmt)
    let text = date.formatted(style.year().month().day().time(includingFractionalSeconds: false))
    return text + String(format: ".%03d", timestamp.nanos / 1_000_000)
  }
}
