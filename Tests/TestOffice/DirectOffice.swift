package import LintasMessages
internal import LintasApplicantService
internal import LintasIdentityService
internal import LintasInterfaces
internal import LintasOffice
internal import LintasOfficerService
internal import LintasProtobuf
internal import LintasRPC

/// The office by direct call: what stands between a decoded request and a method is done here as
/// the server does it (who calls, may it, is the request right), without any bytes.
package struct DirectOffice: OfficeConnection {
  let office: TestOffice

  /// The office by direct call.
  package init(_ office: TestOffice) {
    self.office = office
  }

  package func register(
    _ request: RegisterRequest, _ with: Credentials
  ) async throws -> RegisterResponse {
    try await enter(IdentityServiceMethods.register, request, with) {
      try await office.desks.identity.register(request, by: $0)
    }
  }

  package func signIn(
    _ request: SignInRequest, _ with: Credentials
  ) async throws -> SignInResponse {
    try await enter(IdentityServiceMethods.signIn, request, with) {
      try await office.desks.identity.signIn(request, by: $0)
    }
  }

  package func whoAmI(
    _ request: WhoAmIRequest, _ with: Credentials
  ) async throws -> WhoAmIResponse {
    try await enter(IdentityServiceMethods.whoAmI, request, with) {
      try office.desks.identity.whoAmI(request, by: $0)
    }
  }

  package func getRequirements(
    _ request: GetRequirementsRequest, _ with: Credentials
  ) async throws -> GetRequirementsResponse {
    try await enter(ApplicantServiceMethods.getRequirements, request, with) {
      try office.desks.applicant.getRequirements(request, by: $0)
    }
  }

  package func quoteFee(
    _ request: QuoteFeeRequest, _ with: Credentials
  ) async throws -> QuoteFeeResponse {
    try await enter(ApplicantServiceMethods.quoteFee, request, with) {
      try office.desks.applicant.quoteFee(request, by: $0)
    }
  }

  package func submitApplication(
    _ request: SubmitApplicationRequest, _ with: Credentials
  ) async throws -> SubmitApplicationResponse {
    try await enter(ApplicantServiceMethods.submitApplication, request, with) {
      try await office.desks.applicant.submitApplication(request, by: $0)
    }
  }

  package func getApplication(
    _ request: GetApplicationRequest, _ with: Credentials
  ) async throws -> GetApplicationResponse {
    try await enter(ApplicantServiceMethods.getApplication, request, with) {
      try office.desks.applicant.getApplication(request, by: $0)
    }
  }

  package func listApplications(
    _ request: ListApplicationsRequest, _ with: Credentials
  ) async throws -> ListApplicationsResponse {
    try await enter(ApplicantServiceMethods.listApplications, request, with) {
      try office.desks.applicant.listApplications(request, by: $0)
    }
  }

  package func watchApplications(
    _ request: WatchApplicationsRequest, _ with: Credentials,
    _ receive: @Sendable (WatchApplicationsResponse) -> Void
  ) async throws {
    try await enter(ApplicantServiceMethods.watchApplications, request, with) { caller in
      var events = try office.desks.applicant.events(request, by: caller)
      while true { try await events.next().forEach(receive) }
    }
  }

  package func claimNextCase(
    _ request: ClaimNextCaseRequest, _ with: Credentials
  ) async throws -> ClaimNextCaseResponse {
    try await enter(OfficerServiceMethods.claimNextCase, request, with) {
      try await office.desks.officer.claimNextCase(request, by: $0)
    }
  }

  package func getCase(
    _ request: GetCaseRequest, _ with: Credentials
  ) async throws -> GetCaseResponse {
    try await enter(OfficerServiceMethods.getCase, request, with) {
      try await office.desks.officer.getCase(request, by: $0)
    }
  }

  package func recordDocumentCheck(
    _ request: RecordDocumentCheckRequest, _ with: Credentials
  ) async throws -> RecordDocumentCheckResponse {
    try await enter(OfficerServiceMethods.recordDocumentCheck, request, with) {
      try await office.desks.officer.recordDocumentCheck(request, by: $0)
    }
  }

  package func decideCase(
    _ request: DecideCaseRequest, _ with: Credentials
  ) async throws -> DecideCaseResponse {
    try await enter(OfficerServiceMethods.decideCase, request, with) {
      try await office.desks.officer.decideCase(request, by: $0)
    }
  }

  /// Lets a call in as the server's door does, and runs it.
  func enter<Request: Message, Response: Message, R>(
    _ method: MethodDescriptor<Request, Response>, _ request: Request, _ with: Credentials,
    _ body: (Caller) async throws -> R
  ) async throws -> R {
    let language = Language(acceptLanguage: with.language)
    do {
      let caller = try admit(method.policy, with, language)
      try office.registry.requestCheck().check(request)
      return try await body(caller)
    } catch let refusal as Refusal {
      var fields: [String: String] = [:]
      for violation in refusal.violations {
        fields[violation.path] = ViolationText.phrase(
          rule: violation.rule, parameters: violation.parameters
        ).text(in: language)
      }
      let reason = refusal.code.uppercased().replacing(".", with: "_")
      throw RefusedCall(refusal.kind, reason: reason, fields: fields)
    }
  }

  private func admit(
    _ policy: LintasRPC.MethodPolicy, _ with: Credentials, _ language: Language
  ) throws -> Caller {
    let key = with.key.flatMap { IdempotencyKey($0) }
    let allowed = RoleSet(rawValue: policy.callers)
    let isForNobodyElse = allowed.isSubset(of: RoleSet(.anybody))
    if allowed.contains(RoleSet(.anybody)), isForNobodyElse || with.token == nil {
      return .stranger(idempotencyKey: key, language: language)
    }
    let caller = try office.registry.caller(
      token: with.token ?? "", idempotencyKey: key, language: language)
    guard !caller.roles.isDisjoint(with: allowed) else { throw Refusal.permissionDenied }
    try office.registry.requireCompetence(policy.competence.description, of: caller)
    return caller
  }
}
