package import LintasMessages
internal import LintasOffice
internal import LintasProtobuf

extension ApplicantDesk {
  /// Says which papers are needed, how long the book may be valid, and which offices handle it.
  package func getRequirements(
    _ request: GetRequirementsRequest, by caller: Caller
  ) throws -> GetRequirementsResponse {
    let rules = try registry.rules()
    let today = registry.now.officeDay
    guard let born = CivilDate(request.birthDate), born <= today else {
      throw Refusal.invalid([Violation(path: "birth_date", rule: "birth_date.future")])
    }
    let everMarried = request.maritalStatus.isEverMarried
    let validity = rules.validity(on: today)
    let papers = rules.requirements(on: today).papers(
      reason: request.reason, born: born, everMarried: everMarried,
      forceMajeure: request.forceMajeure, on: today)
    return .with { response in
      for paper in papers {
        response.documents.append {
          $0.document = paper.value.document
          $0.description_.set(paper.value.description)
          $0.legalBasis = paper.legalBasis
        }
      }
      for choice in validity.choices(born: born, everMarried: everMarried, on: today) {
        response.validities.append(choice)
      }
      response.validityLegalBasis = validity.legalBasis
      for site in rules.sites(on: today) where site.kinds.contains(request.kind) {
        response.offices.append {
          $0.code = site.code
          $0.name = site.name
          for district in site.districts { $0.districtCodes.append(district) }
        }
      }
    }
  }
}
