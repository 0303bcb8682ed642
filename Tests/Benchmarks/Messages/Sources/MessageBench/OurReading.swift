internal import LintasMessages
internal import LintasProtobuf
internal import LintasStandard

/// Reads every field of an application and returns a sum that depends on all of them.
enum OurReading {
  /// With text as `String`.
  static func strings(_ application: Application) -> Int {
    var sum = application.applicationID.utf8.count &+ Int(application.state.rawValue)
    if application.hasForm { sum &+= form(application.form) }
    if application.hasFee {
      let fee = application.fee
      for item in fee.items { sum &+= self.item(item) }
      sum &+= Int(fee.totalRupiah)
    }
    if application.hasSubmittedAt { sum &+= moment(application.submittedAt) }
    sum &+= application.dueDate.utf8.count
    for step in application.timeline {
      sum &+= Int(step.number) &+ moment(step.at) &+ Int(step.role.rawValue)
      sum &+= Int(step.state.rawValue) &+ words(step.text)
    }
    for finding in application.findings {
      sum &+= Int(finding.document.rawValue) &+ Int(finding.verdict.rawValue)
      sum &+= finding.note.utf8.count
    }
    if application.hasDecision {
      let decision = application.decision
      sum &+= Int(decision.outcome.rawValue) &+ Int(decision.reason.rawValue)
      sum &+= decision.grounds.utf8.count &+ moment(decision.at) &+ decision.validUntil.utf8.count
    }
    return sum
  }

  private static func form(_ form: ApplicationForm) -> Int {
    var sum = form.officeCode.utf8.count &+ Int(form.kind.rawValue)
    sum &+= Int(form.validity.rawValue) &+ Int(form.reason.rawValue)
    sum &+= (form.forceMajeure ? 1 : 0) &+ (form.express ? 1 : 0)
    sum &+= form.oldPassportNumber.utf8.count
    if form.hasPerson {
      let person = form.person
      sum &+= person.nik.utf8.count &+ person.fullName.utf8.count &+ Int(person.sex.rawValue)
      sum &+= person.birthPlace.utf8.count &+ person.birthDate.utf8.count
      sum &+= Int(person.maritalStatus.rawValue) &+ person.address.utf8.count
      sum &+= person.dualCitizenship ? 1 : 0
    }
    for document in form.documents { sum &+= Int(document.rawValue) }
    return sum
  }

  private static func item(_ item: FeeItem) -> Int {
    item.code.utf8.count &+ words(item.description_) &+ Int(item.amountRupiah)
      &+ item.legalBasis.utf8.count
  }

  private static func words(_ text: LocalizedText) -> Int {
    text.indonesian.utf8.count &+ text.english.utf8.count
  }

  static func moment(_ at: GoogleTimestamp) -> Int {
    Int(at.seconds) &+ Int(at.nanos)
  }
}
