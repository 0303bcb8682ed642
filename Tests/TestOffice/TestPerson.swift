package import LintasMessages
internal import LintasProtobuf

/// A made-up citizen, in the shape that the office's rules ask for. Nobody here exists.
package struct TestPerson: Sendable {
  /// National identity number of Way Kanan, in agreement with the rest.
  package let nik: String
  /// Full name.
  package let fullName: String
  /// Mobile phone number.
  package let phone: String
  /// What the person signs in with.
  package let secret: String
  /// Day of birth, `YYYY-MM-DD`.
  package let birthDate: String

  /// Somebody between 20 and 60 years of age.
  package init(_ random: SeededRandom) {
    let given = ["Ratna", "Dewi", "Sri", "Putri", "Agus", "Bambang", "Eko", "Joko"]
    let family = ["Wulandari", "Lestari", "Rahayu", "Saputra", "Santoso", "Wibowo"]
    let number = random.next(in: 0..<given.count)
    fullName = "\(given[number]) \(family[random.next(in: 0..<family.count)])"
    let year = random.next(in: 1966..<2005)
    let (month, day) = (random.next(in: 1..<13), random.next(in: 1..<29))
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    birthDate = "\(year)-\(two(month))-\(two(day))"
    let isWoman = number < given.count / 2
    let district = two(random.next(in: 1..<16))
    let serial = String("000\(random.next(in: 1..<10_000))".suffix(4))
    nik = "1808\(district)\(two(isWoman ? day + 40 : day))\(two(month))\(two(year % 100))\(serial)"
    phone = "08\(random.next(in: 1_000_000_000..<9_999_999_999))"
    secret = "rahasia-\(random.next())"
  }

  /// What the person registers with.
  package var registration: RegisterRequest {
    .with {
      $0.nik = nik
      $0.fullName = fullName
      $0.phone = phone
      $0.secret = secret
    }
  }

  /// A faultless form: a first electronic passport of ten years, with all papers of an adult.
  package func form(office: String = TestOffice.officeCode) -> ApplicationForm {
    .with {
      $0.officeCode = office
      $0.kind = .electronic
      $0.validity = .tenYears
      $0.reason = .first
      for document in [DocumentKind.identityCard, .familyCard, .birthProof] {
        $0.documents.append(document)
      }
      $0.person.nik = nik
      $0.person.fullName = fullName
      $0.person.sex = isWoman ? .female : .male
      $0.person.birthPlace = "Blambangan Umpu"
      $0.person.birthDate = birthDate
      $0.person.maritalStatus = .single
      $0.person.address = "Jalan Contoh 1, Way Kanan"
    }
  }

  private var isWoman: Bool { (Int(nik.dropFirst(6).prefix(2)) ?? 0) > 40 }
}
