internal import LintasClient
internal import LintasMessages
internal import LintasOffice
internal import LintasProtobuf
internal import LintasRPC
internal import LintasStandard
internal import LintasTestOffice

/// The office over a channel of the generated client: in memory or over a socket. A status becomes
/// what `DirectOffice` throws for the same refusal, read from the details that a caller gets.
struct ChannelOffice: OfficeConnection {
  let channel: Channel
  private let identity: IdentityClient
  private let applicant: ApplicantClient
  private let officer: OfficerClient
  let training: TrainingClient
  let feedback: FeedbackClient

  /// The office behind a channel.
  init(_ channel: Channel) {
    self.channel = channel
    identity = IdentityClient(channel: channel)
    applicant = ApplicantClient(channel: channel)
    officer = OfficerClient(channel: channel)
    training = TrainingClient(channel: channel)
    feedback = FeedbackClient(channel: channel)
  }

  func register(
    _ request: RegisterRequest, _ with: Credentials
  ) async throws -> RegisterResponse {
    try await call(with) { try await identity.register(request, options: $0) }
  }

  func signIn(_ request: SignInRequest, _ with: Credentials) async throws -> SignInResponse {
    try await call(with) { try await identity.signIn(request, options: $0) }
  }

  func whoAmI(_ request: WhoAmIRequest, _ with: Credentials) async throws -> WhoAmIResponse {
    try await call(with) { try await identity.whoAmI(request, options: $0) }
  }

  func getRequirements(
    _ request: GetRequirementsRequest, _ with: Credentials
  ) async throws -> GetRequirementsResponse {
    try await call(with) { try await applicant.getRequirements(request, options: $0) }
  }

  func quoteFee(
    _ request: QuoteFeeRequest, _ with: Credentials
  ) async throws -> QuoteFeeResponse {
    try await call(with) { try await applicant.quoteFee(request, options: $0) }
  }

  func submitApplication(
    _ request: SubmitApplicationRequest, _ with: Credentials
  ) async throws -> SubmitApplicationResponse {
    try await call(with) { try await applicant.submitApplication(request, options: $0) }
  }

  func getApplication(
    _ request: GetApplicationRequest, _ with: Credentials
  ) async throws -> GetApplicationResponse {
    try await call(with) { try await applicant.getApplication(request, options: $0) }
  }

  func listApplications(
    _ request: ListApplicationsRequest, _ with: Credentials
  ) async throws -> ListApplicationsResponse {
    try await call(with) { try await applicant.listApplications(request, options: $0) }
  }

  func watchApplications(
    _ request: WatchApplicationsRequest, _ with: Credentials,
    _ receive: @Sendable (WatchApplicationsResponse) -> Void
  ) async throws {
    try await call(with) {
      for try await event in applicant.watchApplications(request, options: $0) { receive(event) }
    }
  }

  func claimNextCase(
    _ request: ClaimNextCaseRequest, _ with: Credentials
  ) async throws -> ClaimNextCaseResponse {
    try await call(with) { try await officer.claimNextCase(request, options: $0) }
  }

  func getCase(_ request: GetCaseRequest, _ with: Credentials) async throws -> GetCaseResponse {
    try await call(with) { try await officer.getCase(request, options: $0) }
  }

  func recordDocumentCheck(
    _ request: RecordDocumentCheckRequest, _ with: Credentials
  ) async throws -> RecordDocumentCheckResponse {
    try await call(with) { try await officer.recordDocumentCheck(request, options: $0) }
  }

  func decideCase(
    _ request: DecideCaseRequest, _ with: Credentials
  ) async throws -> DecideCaseResponse {
    try await call(with) { try await officer.decideCase(request, options: $0) }
  }

  /// Makes a call with its credentials in the metadata.
  func call<R>(
    _ with: Credentials, _ body: (CallOptions) async throws -> R
  ) async throws -> R {
    var options = CallOptions()
    options.metadata.append("accept-language", with.language)
    if let token = with.token { options.metadata.append("authorization", "Bearer \(token)") }
    if let key = with.key { options.metadata.append("idempotency-key", key) }
    do {
      return try await body(options)
    } catch let status as Status {
      guard let kind = Self.kinds[status.code] else { throw status }
      var fields: [String: String] = [:]
      if let request = status.detail(GoogleBadRequest.self) {
        for violation in request.fieldViolations {
          fields[violation.field] = violation.localizedMessage.message
        }
      }
      let reason = status.detail(GoogleErrorInfo.self)?.reason ?? ""
      throw RefusedCall(kind, reason: reason, fields: fields)
    }
  }

  private static let kinds: [StatusCode: Refusal.Kind] = [
    .invalidArgument: .invalid, .unauthenticated: .unauthenticated,
    .permissionDenied: .permissionDenied, .notFound: .notFound, .alreadyExists: .alreadyExists,
    .failedPrecondition: .precondition, .outOfRange: .outOfRange, .unavailable: .busy,
  ]
}
