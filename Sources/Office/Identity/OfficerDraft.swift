internal import LintasMessages
internal import LintasProtobuf

/// What the console gives to make an officer's account, and what it must be.
struct OfficerDraft {
  let name: String
  let fullName: String
  let nik: String
  let office: String
  let roles: RoleSet
  let secret: String

  /// What is wrong, all at once.
  func violations(_ rules: ReferenceBook, on today: CivilDate) -> [Violation] {
    var violations: [Violation] = []
    if !isName { violations.append(Violation(path: "name", rule: "officer.name")) }
    if fullName.isEmpty { violations.append(Violation(path: "full_name", rule: "required")) }
    do {
      _ = try NIK(nik, provinces: rules.provinces)
    } catch {
      violations.append(Violation(path: "nik", rule: error.rawValue))
    }
    if rules.site(office, on: today) == nil {
      violations.append(Violation(path: "office", rule: "office.unknown"))
    }
    if roles.isEmpty || roles.contains(RoleSet(.citizen)) {
      violations.append(Violation(path: "roles", rule: "officer.roles"))
    }
    if secret.unicodeScalars.count < 12 {
      violations.append(Violation(path: "secret", rule: "min_length", parameters: ["12"]))
    }
    return violations
  }

  /// Three to 32 small letters, digits, dots or hyphens, a letter first: never a NIK or a phone
  /// number.
  private var isName: Bool {
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let characters = Array(name.utf8)
    guard (3...32).contains(characters.count), letters.contains(characters[0]) else { return false }
    return characters.allSatisfy {
      letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: ".")
        || $0 == UInt8(ascii: "-")
    }
  }
}
