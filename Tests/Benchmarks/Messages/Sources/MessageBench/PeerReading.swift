internal import SwiftProtobuf

/// As `OurReading`, with swift-protobuf.
enum PeerReading {
  static func strings(_ application: Peer_Application) -> Int {
    var sum = application.applicationID.utf8.count &+ application.state.rawValue
    if application.hasForm { sum &+= form(application.form) }
    if application.hasFee {
      let fee = application.fee
      for item in fee.items { sum &+= self.item(item) }
      sum &+= Int(fee.totalRupiah)
    }
    if application.hasSubmittedAt { sum &+= moment(application.submittedAt) }
    sum &+= application.dueDate.utf8.count
    for step in application.timeline {
      sum &+= Int(step.number) &+ moment(step.at) &+ step.role.rawValue
      sum &+= step.state.rawValue &+ words(step.text)
    }
    for finding in application.findings {
      sum &+= finding.document.rawValue &+ finding.verdict.rawValue
      sum &+= finding.note.utf8.count
    }
    if application.hasDecision {
      let decision = application.decision
      sum &+= decision.outcome.rawValue &+ decision.reason.rawValue
      sum &+= decision.grounds.utf8.count &+ moment(decision.at) &+ decision.validUntil.utf8.count
    }
    return sum
  }

  private static func form(_ form: Peer_ApplicationForm) -> Int {
    var sum = form.officeCode.utf8.count &+ form.kind.rawValue
    sum &+= form.validity.rawValue &+ form.reason.rawValue
    sum &+= (form.forceMajeure ? 1 : 0) &+ (form.express ? 1 : 0)
    sum &+= form.oldPassportNumber.utf8.count
    if form.hasPerson {
      let person = form.person
      sum &+= person.nik.utf8.count &+ person.fullName.utf8.count &+ person.sex.rawValue
      sum &+= person.birthPlace.utf8.count &+ person.birthDate.utf8.count
      sum &+= person.maritalStatus.rawValue &+ person.address.utf8.count
      sum &+= person.dualCitizenship ? 1 : 0
    }
    for document in form.documents { sum &+= document.rawValue }
    return sum
  }

  private static func item(_ item: Peer_FeeItem) -> Int {
    item.code.utf8.count &+ words(item.description_p) &+ Int(item.amountRupiah)
      &+ item.legalBasis.utf8.count
  }

  private static func words(_ text: Peer_LocalizedText) -> Int {
    text.indonesian.utf8.count &+ text.english.utf8.count
  }

  private static func moment(_ at: Google_Protobuf_Timestamp) -> Int {
    Int(at.seconds) &+ Int(at.nanos)
  }
}
