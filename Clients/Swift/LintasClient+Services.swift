public import LintasRPC

extension LintasClient {
  /// All services that a client can call, with their methods, by name.
  ///
  /// For programs that learn only when they run what they call:
  ///
  /// ```swift
  /// func call<M: CallableMethod>(_ method: M, json: String) async throws -> String {
  ///   try await lintas.channel.unary(method.descriptor, M.Request(json: json)).json()
  /// }
  /// ```
  public static var services: [ServiceListing] {
    [
      HealthClient.listing,
      AnalyticsClient.listing,
      ApplicantClient.listing,
      FeedbackClient.listing,
      IdentityClient.listing,
      OfficerClient.listing,
      TrainingClient.listing,
    ]
  }
}
