internal import Foundation
internal import LintasMessages
internal import LintasStandard

/// Turnaround and backlog of an office as a small chart for the terminal.
struct OfficeChart: Equatable {
  let turnaround: Turnaround
  let backlog: Backlog

  /// All of it, many lines.
  var text: String {
    let share = String(format: "%.2f %%", Double(turnaround.inTimeBasisPoints) / 100)
    var lines = [
      "Paspor di \(turnaround.officeCode) / Passports in \(turnaround.officeCode): "
        + "\(turnaround.decided) diputus / decided, \(share) tepat waktu / in time"
    ]
    let longest = turnaround.steps.map { Self.seconds($0.mean) }.max() ?? 0
    lines.append(Self.line("", "", ["rata-rata/mean", "p50 <=", "p90 <="]))
    for step in turnaround.steps {
      let bar = Self.bar(Self.seconds(step.mean), of: longest)
      let numbers = step.cases == 0 ? [] : [step.mean, step.p50, step.p90].map(Self.words)
      lines.append(Self.line(Self.name(step.step), bar, numbers))
    }
    lines.append(
      "Belum diputus / Open: \(backlog.cases), lewat janji / past the promise: \(backlog.overdue)")
    for state in backlog.states {
      let bar = Self.bar(Double(state.cases), of: Double(backlog.cases))
      lines.append(Self.line(Self.name(state.state), bar, ["\(state.cases)"]))
    }
    return lines.joined(separator: "\n")
  }

  private static func name(_ step: TurnaroundStep) -> String {
    switch step {
    case .submittedToClaimed: "diajukan - diambil / until claimed"
    case .claimedToChecked: "diambil - diperiksa / until checked"
    case .checkedToDecided: "diperiksa - diputus / until decided"
    default: "seluruhnya / in total"
    }
  }

  private static func name(_ state: ApplicationState) -> String {
    switch state {
    case .submitted: "menunggu / waiting"
    case .claimed: "ditangani / claimed"
    default: "diperiksa / checked"
    }
  }

  private static let width = 20

  /// Name, bar, and numbers to the right, at most 100 columns.
  private static func line(_ name: String, _ bar: String, _ numbers: [String]) -> String {
    let columns = numbers.map { text in
      String(repeating: " ", count: max(0, 14 - text.count)) + text
    }
    return "  \(padded(name, 35)) \(padded(bar, width))\(columns.joined())"
  }

  private static func bar(_ value: Double, of longest: Double) -> String {
    let length = longest > 0 ? Int((value / longest * Double(width)).rounded()) : 0
    return String(repeating: "█", count: length) + String(repeating: "·", count: width - length)
  }

  private static func seconds(_ duration: GoogleDuration) -> Double {
    Double(duration.seconds) + Double(duration.nanos) / 1e9
  }

  /// `0.250 s`, `12 min`, `3.5 h`, `2.0 d`.
  private static func words(_ duration: GoogleDuration) -> String {
    let seconds = seconds(duration)
    switch seconds {
    case ..<60: return String(format: "%.3f s", seconds)
    case ..<3600: return String(format: "%.0f min", seconds / 60)
    case ..<86_400: return String(format: "%.1f h", seconds / 3600)
    default: return String(format: "%.1f d", seconds / 86_400)
    }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
