package import LintasMessages
internal import LintasOffice
internal import LintasProtobuf

extension TrainingDesk {
  /// Returns a certificate: at once to its holder, and to the head when the look is recorded.
  package func getCertificate(
    _ request: GetCertificateRequest, by caller: Caller
  ) async throws -> GetCertificateResponse {
    let id = try Identifier.canonical(request.certificateID)
    let certificate: Certificate
    if let own = try registry.ownCertificate(id, of: caller) {
      certificate = own
    } else {
      certificate = try await registry.look(
        .lookAtCertificate, at: id, by: caller, purpose: .supervision
      ) { books in
        try registry.openCertificate(id, by: caller, in: books)
      }
    }
    let today = registry.now.officeDay
    return .with {
      $0.certificate = certificate
      $0.valid = certificate.isValid(on: today)
    }
  }
}
