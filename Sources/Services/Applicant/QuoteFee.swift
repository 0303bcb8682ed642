package import LintasMessages
internal import LintasOffice
internal import LintasProtobuf

extension ApplicantDesk {
  /// Computes the fee by the tariffs in force today.
  package func quoteFee(
    _ request: QuoteFeeRequest, by caller: Caller
  ) throws -> QuoteFeeResponse {
    let lines = try registry.rules().fees.quote(
      kind: request.kind, validity: request.validity, reason: request.reason,
      forceMajeure: request.forceMajeure, express: request.express, on: registry.now.officeDay)
    guard let lines else { throw Refusal.ruleMissing("tariff") }
    return .with { $0.fee = Fee(lines) }
  }
}
