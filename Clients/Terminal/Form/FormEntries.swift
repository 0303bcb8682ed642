internal import Foundation
internal import LintasMessages
internal import LintasProtobuf

/// What a person wrote into a form, word by word, before it becomes a message.
///
/// Words of a choice (such as `electronic`) are checked here, since a wrong one cannot be sent.
/// Everything else is the server's to judge, so that one place holds the rules.
struct FormEntries {
  private var values: [FormKey: String] = [:]

  /// The word or words of one entry; nil if nothing is written there.
  subscript(key: FormKey) -> String? {
    get { values[key] }
    set { values[key] = newValue.flatMap { $0.isEmpty ? nil : $0 } }
  }

  /// Reads a form file: `name = value` a line, `#` begins a line that is left out.
  ///
  /// - Throws: `Complaint` with every line that is none.
  mutating func read(file: String) throws {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw Complaint(
        id: "Berkas \(file) tidak dapat dibaca.", en: "The file \(file) cannot be read.")
    }
    var wrong: [String] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let line = line.trimmingCharacters(in: .whitespaces)
      if line.isEmpty || line.hasPrefix("#") { continue }
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      guard parts.count == 2, let key = FormKey(rawValue: parts[0]) else {
        wrong.append("\n  \(index + 1): \(line)")
        continue
      }
      self[key] = parts[1]
    }
    guard wrong.isEmpty else {
      let known = FormKey.allCases.map(\.rawValue).joined(separator: ", ")
      throw Complaint(
        id: "Baris ini bukan `nama = nilai` dengan nama yang dikenal (\(known)):\(wrong.joined())",
        en: "These lines are no `name = value` of a known name (\(known)):\(wrong.joined())")
    }
  }

  /// The form as a message, and what is needed beside it.
  ///
  /// - Throws: `Complaint` with every word that names no choice.
  func draft() throws -> Draft {
    var words = ChoiceReader(entries: self)
    let form = ApplicationForm.with { form in
      form.officeCode = self[.office] ?? ""
      form.kind = words.choice(.kind, ["ordinary": .ordinary, "electronic": .electronic])
      form.validity = words.choice(.validity, ["5": .fiveYears, "10": .tenYears])
      form.reason = words.choice(
        .reason,
        [
          "first": .first, "expired": .expired, "full": .full, "lost": .lost, "damaged": .damaged,
        ])
      form.forceMajeure = words.yes(.forceMajeure)
      form.express = words.yes(.express)
      form.oldPassportNumber = self[.oldPassport] ?? ""
      form.person.nik = self[.nik] ?? ""
      form.person.fullName = self[.fullName] ?? ""
      form.person.sex = words.choice(.sex, ["female": .female, "male": .male])
      form.person.birthPlace = self[.birthPlace] ?? ""
      form.person.birthDate = self[.birthDate] ?? ""
      form.person.maritalStatus = words.choice(
        .maritalStatus,
        ["single": .single, "married": .married, "divorced": .divorced, "widowed": .widowed])
      form.person.address = self[.address] ?? ""
      for document in words.documents() { form.documents.append(document) }
    }
    try words.check()
    return Draft(
      form: form, declaresAllDocuments: self[.documents] == "all", phone: self[.phone])
  }
}
