package import LintasMessages

/// The office as a caller reaches it, at whatever depth: by direct call, over a connection in
/// memory, or over a TLS socket. A test that is written against it runs at all of them.
///
/// Every method throws `RefusedCall` for what the office refuses.
package protocol OfficeConnection: Sendable {
  /// `IdentityService.Register`.
  func register(_ request: RegisterRequest, _ with: Credentials) async throws -> RegisterResponse

  /// `IdentityService.SignIn`.
  func signIn(_ request: SignInRequest, _ with: Credentials) async throws -> SignInResponse

  /// `IdentityService.WhoAmI`.
  func whoAmI(_ request: WhoAmIRequest, _ with: Credentials) async throws -> WhoAmIResponse

  /// `ApplicantService.GetRequirements`.
  func getRequirements(
    _ request: GetRequirementsRequest, _ with: Credentials
  ) async throws -> GetRequirementsResponse

  /// `ApplicantService.QuoteFee`.
  func quoteFee(_ request: QuoteFeeRequest, _ with: Credentials) async throws -> QuoteFeeResponse

  /// `ApplicantService.SubmitApplication`.
  func submitApplication(
    _ request: SubmitApplicationRequest, _ with: Credentials
  ) async throws -> SubmitApplicationResponse

  /// `ApplicantService.GetApplication`.
  func getApplication(
    _ request: GetApplicationRequest, _ with: Credentials
  ) async throws -> GetApplicationResponse

  /// `ApplicantService.ListApplications`.
  func listApplications(
    _ request: ListApplicationsRequest, _ with: Credentials
  ) async throws -> ListApplicationsResponse

  /// `ApplicantService.WatchApplications`: hands each event to `receive`; ends when the task is
  /// cancelled.
  func watchApplications(
    _ request: WatchApplicationsRequest, _ with: Credentials,
    _ receive: @Sendable (WatchApplicationsResponse) -> Void
  ) async throws

  /// `OfficerService.ClaimNextCase`.
  func claimNextCase(
    _ request: ClaimNextCaseRequest, _ with: Credentials
  ) async throws -> ClaimNextCaseResponse

  /// `OfficerService.GetCase`.
  func getCase(_ request: GetCaseRequest, _ with: Credentials) async throws -> GetCaseResponse

  /// `OfficerService.RecordDocumentCheck`.
  func recordDocumentCheck(
    _ request: RecordDocumentCheckRequest, _ with: Credentials
  ) async throws -> RecordDocumentCheckResponse

  /// `OfficerService.DecideCase`.
  func decideCase(
    _ request: DecideCaseRequest, _ with: Credentials
  ) async throws -> DecideCaseResponse

  /// `TrainingService.ListCourses`.
  func listCourses(
    _ request: ListCoursesRequest, _ with: Credentials
  ) async throws -> ListCoursesResponse

  /// `TrainingService.GetCourse`.
  func getCourse(
    _ request: GetCourseRequest, _ with: Credentials
  ) async throws -> GetCourseResponse

  /// `TrainingService.StartQuiz`.
  func startQuiz(
    _ request: StartQuizRequest, _ with: Credentials
  ) async throws -> StartQuizResponse

  /// `TrainingService.SubmitQuiz`.
  func submitQuiz(
    _ request: SubmitQuizRequest, _ with: Credentials
  ) async throws -> SubmitQuizResponse

  /// `TrainingService.GetCertificate`.
  func getCertificate(
    _ request: GetCertificateRequest, _ with: Credentials
  ) async throws -> GetCertificateResponse
}
