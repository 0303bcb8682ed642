package import LintasMessages
internal import LintasOffice
internal import LintasProtobuf

extension FeedbackDesk {
  /// Computes the index of public satisfaction over an office and a period.
  package func getSatisfactionIndex(
    _ request: GetSatisfactionIndexRequest, by caller: Caller
  ) throws -> GetSatisfactionIndexResponse {
    let sums = try registry.read {
      try registry.satisfaction(
        of: request.officeCode, from: CivilDate(request.fromDate),
        until: CivilDate(request.untilDate), in: $0)
    }
    guard let index = SatisfactionIndex(sums) else {
      throw Refusal.noAnswers(request.officeCode)
    }
    let band = index.band(by: try registry.rules().grades, on: registry.now.officeDay)
    guard let band else { throw Refusal.ruleMissing("grade") }
    return .with { response in
      response.indexHundredths = Int32(clamping: index.hundredths)
      response.index = index.text
      response.grade = band.value.grade
      response.gradeText.set(band.value.text)
      response.legalBasis = band.legalBasis
      response.respondentCount = Int64(clamping: sums.surveys)
      for element in SatisfactionSums.all {
        let found = sums[element]
        response.elements.append { result in
          result.element = element
          result.answerCount = Int64(clamping: found.count)
          result.scoreTotal = Int64(clamping: found.total)
          result.meanHundredths = Int32(clamping: SatisfactionIndex.meanHundredths(found))
        }
      }
      for element in sums.unanswered { response.unanswered.append(element) }
    }
  }
}
