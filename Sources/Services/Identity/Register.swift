package import LintasMessages
internal import LintasOffice
internal import LintasProtobuf

extension IdentityDesk {
  /// Opens an account for a citizen. Runs on a worker thread: the secret is hashed by scrypt,
  /// before the change, so that the writer does not wait for it.
  package func register(
    _ request: RegisterRequest, by caller: Caller
  ) async throws -> RegisterResponse {
    guard let phone = PhoneNumber(request.phone) else {
      throw Refusal.invalid([Violation(path: "phone", rule: "phone")])
    }
    let hash = try secrets.hash(request.secret)
    return try await registry.write(.register, by: caller, answering: request) {
      [registry] books in
      let id = try registry.openAccount(
        nik: request.nik, fullName: request.fullName, phone: phone, secretHash: hash, in: &books)
      return .with { $0.accountID = id }
    }
  }
}
