/// What a passport application is asked with: one name for the form file and for the flag.
enum FormKey: String, CaseIterable {
  case nik
  case fullName = "full-name"
  case sex
  case birthPlace = "birth-place"
  case birthDate = "birth-date"
  case maritalStatus = "marital-status"
  case address
  case phone
  case office
  case kind
  case validity
  case reason
  case forceMajeure = "force-majeure"
  case express
  case oldPassport = "old-passport"
  case documents
}
