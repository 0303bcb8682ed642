internal import ArgumentParser

/// The form as flags.
struct FormOptions: ParsableArguments {
  @Option(help: "National identity number of the future holder, 16 digits.") var nik: String?
  @Option(help: "Full name, as on the identity card.") var fullName: String?
  @Option(help: "female or male.") var sex: String?
  @Option(help: "Place of birth.") var birthPlace: String?
  @Option(help: "Day of birth, YYYY-MM-DD.") var birthDate: String?
  @Option(help: "single, married, divorced or widowed.") var maritalStatus: String?
  @Option(help: "Where the holder lives, in one line.") var address: String?
  @Option(help: "Mobile phone, to open an account if there is none.") var phone: String?
  @Option(help: "Code of the office, such as 18.08.") var office: String?
  @Option(help: "ordinary or electronic.") var kind: String?
  @Option(help: "Years that the book shall be valid, 5 or 10.") var validity: String?
  @Option(help: "first, expired, full, lost or damaged.") var reason: String?
  @Option(help: "yes if loss or damage was by flood, earthquake, fire or riot.")
  var forceMajeure: String?
  @Option(help: "yes for the same day, for an additional fee.") var express: String?
  @Option(help: "Number of the old passport.") var oldPassport: String?
  @Option(help: "Papers you have, separated by commas; all for all that are asked for.")
  var documents: String?

  /// Puts what is given on top of `entries`.
  func add(to entries: inout FormEntries) {
    for key in FormKey.allCases {
      if let value = self[key] { entries[key] = value }
    }
  }

  private subscript(key: FormKey) -> String? {
    switch key {
    case .nik: nik
    case .fullName: fullName
    case .sex: sex
    case .birthPlace: birthPlace
    case .birthDate: birthDate
    case .maritalStatus: maritalStatus
    case .address: address
    case .phone: phone
    case .office: office
    case .kind: kind
    case .validity: validity
    case .reason: reason
    case .forceMajeure: forceMajeure
    case .express: express
    case .oldPassport: oldPassport
    case .documents: documents
    }
  }
}
