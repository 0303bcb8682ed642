internal import LintasMessages

/// What the office answered, as a person would read it, in one language.
struct Wording {
  /// The language of every text.
  let language: Language

  /// The papers that are asked for, each with whether the form declares it.
  func papers(_ answer: GetRequirementsResponse, declared form: ApplicationForm) -> String {
    let title = language.text(id: "Dokumen yang diperlukan:", en: "Papers that are needed:")
    let lines = answer.documents.map { paper in
      let has = form.documents.contains(paper.document) ? "x" : " "
      let text = language.text(paper.description_)
      return "  [\(has)] \(text) (\(DocumentWords.word(paper.document)); \(paper.legalBasis))"
    }
    return ([title] + lines).joined(separator: "\n")
  }

  /// An application that was received: its number, fee and promised day.
  func received(_ application: Application) -> String {
    let number = Self.grouped(application.applicationID)
    return [
      language.text(
        id: "Permohonan \(number) diterima.", en: "Application \(number) is received."),
      fee(application.fee),
      language.text(
        id: "Diputuskan paling lambat \(application.dueDate).",
        en: "It will be decided by \(application.dueDate) at the latest."),
    ].joined(separator: "\n")
  }

  /// A fee, item by item.
  func fee(_ fee: Fee) -> String {
    let items = fee.items.map { item in
      let text = language.text(item.description_)
      return "  \(Amounts.rupiah(item.amountRupiah))  \(text) (\(item.legalBasis))"
    }
    let total = language.text(id: "Biaya", en: "Fee") + ": \(Amounts.rupiah(fee.totalRupiah))"
    return ([total] + items).joined(separator: "\n")
  }

  /// An application in one line.
  func line(_ summary: ApplicationSummary) -> String {
    let due = language.text(id: "janji", en: "promised") + " \(summary.dueDate)"
    return "\(Self.grouped(summary.applicationID))  \(state(summary.state))  "
      + "\(summary.fullName)  \(due)"
  }

  /// An application with every step, oldest first.
  func timeline(_ application: Application) -> String {
    var lines = [
      "\(Self.grouped(application.applicationID))  \(state(application.state))  "
        + application.form.person.fullName,
      fee(application.fee),
      language.text(id: "Janji putusan", en: "Promised decision") + ": \(application.dueDate)",
    ]
    lines += application.timeline.map(entry)
    if application.hasDecision, !application.decision.grounds.isEmpty {
      lines.append(
        language.text(id: "Alasan", en: "Grounds") + ": \(application.decision.grounds)")
    }
    if application.hasDecision, !application.decision.validUntil.isEmpty {
      lines.append(
        language.text(id: "Paspor berlaku sampai", en: "The passport is valid until")
          + " \(application.decision.validUntil)")
    }
    return lines.joined(separator: "\n")
  }

  /// One step as it happens.
  func step(_ event: WatchApplicationsResponse) -> String {
    let mark = event.initial ? "=" : ">"
    return "\(mark) \(Self.grouped(event.application.applicationID))\(entry(event.entry))"
  }

  private func entry(_ entry: TimelineEntry) -> String {
    "  \(Amounts.moment(entry.at))  \(language.text(entry.text))"
  }

  private func state(_ state: ApplicationState) -> String {
    switch state {
    case .submitted: language.text(id: "menunggu petugas", en: "waiting for an officer")
    case .claimed: language.text(id: "sedang diperiksa", en: "being examined")
    case .documentsChecked: language.text(id: "dokumen diperiksa", en: "papers examined")
    case .approved: language.text(id: "disetujui", en: "approved")
    case .refused: language.text(id: "ditolak", en: "refused")
    default: language.text(id: "keadaan \(state.rawValue)", en: "state \(state.rawValue)")
    }
  }

  /// An identifier in groups of five, as people read it aloud.
  static func grouped(_ identifier: String) -> String {
    var text = ""
    for (index, character) in identifier.enumerated() {
      if index > 0, index % 5 == 0 { text.append("-") }
      text.append(character)
    }
    return text
  }
}
