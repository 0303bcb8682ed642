internal import Foundation
internal import LintasMessages

/// A citizen's application as a person would read it, in both languages, and what each call took.
struct Timeline {
  let application: Application
  let calls: [Stage.TimedCall]

  /// All of it, many lines.
  var text: String {
    let number = Amounts.grouped(application.applicationID)
    var lines = ["Permohonan / Application \(number)", "Atas nama / For \(name)"]
    for item in application.fee.items {
      lines.append(
        "  \(Amounts.rupiah(item.amountRupiah))  \(item.description_.indonesian)"
          + " / \(item.description_.english) (\(item.legalBasis))")
    }
    lines.append("Janji putusan / Promised decision: \(application.dueDate)")
    for entry in application.timeline {
      lines.append(
        "  \(Amounts.moment(entry.at))  \(entry.text.indonesian) / \(entry.text.english)")
    }
    if application.hasDecision {
      let until = application.decision.validUntil
      lines.append("Paspor berlaku sampai / The passport is valid until \(until)")
    }
    lines.append("Waktu tiap panggilan / Time of each call:")
    for call in calls {
      let milliseconds = call.took / .milliseconds(1)
      lines.append(String(format: "  %8.1f ms  ", milliseconds) + call.name)
    }
    return lines.joined(separator: "\n")
  }

  private var name: String { application.form.person.fullName }
}
