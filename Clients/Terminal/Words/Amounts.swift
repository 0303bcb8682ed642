internal import Foundation
internal import LintasStandard

/// Numbers, days and times as people write them.
enum Amounts {
  /// Rupiah with dots between thousands: `Rp 1.950.000`.
  static func rupiah(_ amount: Int64) -> String {
    "Rp " + amount.formatted(.number.locale(Locale(identifier: "id_ID")))
  }

  /// A duration in milliseconds with one decimal: `12.3 ms`.
  static func milliseconds(_ duration: Duration) -> String {
    let microseconds =
      duration.components.seconds * 1_000_000
      + duration.components.attoseconds / 1_000_000_000_000
    let tenths = (microseconds + 50) / 100
    return "\(tenths / 10).\(tenths % 10) ms"
  }

  /// A moment on the clocks of Way Kanan (UTC+7): `2026-11-24 14:05:09`.
  static func moment(_ timestamp: GoogleTimestamp) -> String {
    let date = Date(timeIntervalSince1970: TimeInterval(timestamp.seconds))
    let style = Date.ISO8601FormatStyle(
      dateTimeSeparator: .space, timeZone: TimeZone(secondsFromGMT: 7 * 3600) ?? .gmt)
    return date.formatted(style.year().month().day().time(includingFractionalSeconds: false))
  }
}
