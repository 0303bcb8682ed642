internal import LintasMessages
internal import LintasProtobuf
internal import LintasStandard

/// As `OurReading`, with text and lists lent without a copy, as handlers read them.
enum OurViewReading {
  static func views(_ application: Application) -> Int {
    var sum = application.applicationIDUTF8.count &+ Int(application.state.rawValue)
    if application.hasForm { sum &+= form(application.form) }
    if application.hasFee {
      let fee = application.fee
      for item in fee.items { sum &+= self.item(item) }
      sum &+= Int(fee.totalRupiah)
    }
    if application.hasSubmittedAt { sum &+= OurReading.moment(application.submittedAt) }
    sum &+= application.dueDateUTF8.count
    for step in application.timeline {
      sum &+= Int(step.number) &+ OurReading.moment(step.at) &+ Int(step.role.rawValue)
      sum &+= Int(step.state.rawValue) &+ words(step.text)
    }
    for finding in application.findings {
      sum &+= Int(finding.document.rawValue) &+ Int(finding.verdict.rawValue)
      sum &+= finding.noteUTF8.count
    }
    if application.hasDecision {
      let decision = application.decision
      sum &+= Int(decision.outcome.rawValue) &+ Int(decision.reason.rawValue)
      sum &+= decision.groundsUTF8.count &+ OurReading.moment(decision.at)
      sum &+= decision.validUntilUTF8.count
    }
    return sum
  }

  private static func form(_ form: ApplicationForm) -> Int {
    var sum = form.officeCodeUTF8.count &+ Int(form.kind.rawValue)
    sum &+= Int(form.validity.rawValue) &+ Int(form.reason.rawValue)
    sum &+= (form.forceMajeure ? 1 : 0) &+ (form.express ? 1 : 0)
    sum &+= form.oldPassportNumberUTF8.count
    if form.hasPerson {
      let person = form.person
      sum &+= person.nikUTF8.count &+ person.fullNameUTF8.count &+ Int(person.sex.rawValue)
      sum &+= person.birthPlaceUTF8.count &+ person.birthDateUTF8.count
      sum &+= Int(person.maritalStatus.rawValue) &+ person.addressUTF8.count
      sum &+= person.dualCitizenship ? 1 : 0
    }
    for document in form.documents { sum &+= Int(document.rawValue) }
    return sum
  }

  private static func item(_ item: FeeItem) -> Int {
    item.codeUTF8.count &+ words(item.description_) &+ Int(item.amountRupiah)
      &+ item.legalBasisUTF8.count
  }

  private static func words(_ text: LocalizedText) -> Int {
    text.indonesianUTF8.count &+ text.englishUTF8.count
  }
}
