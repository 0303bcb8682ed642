public import LintasRPC

/// A client of a Lintas server: everything that a caller needs.
///
/// ```swift
/// let lintas = try LintasClient("localhost:7443", trust: .authority(file: "authority.pem"))
/// let answer = try await lintas.identity.signIn(.with { … })
/// let citizen = lintas.signedIn(answer.token)
/// for try await event in citizen.applicant.watchApplications(.init()) { … }
/// ```
///
/// It connects when it is first used, connects anew by itself, and may be used from any task. Each
/// call carries the session's token and the language for texts; each change carries an idempotency
/// key, so a call that the line broke is sent again without harm. What goes wrong is thrown
/// as `Status`; `status.detail(GoogleBadRequest.self)` names the fields that are wrong.
public struct LintasClient: Sendable {
  /// Whether the server and its services take calls.
  public let health: HealthClient
  /// Accounts and sessions.
  public let identity: IdentityClient
  /// What citizens do: requirements, fees, applications.
  public let applicant: ApplicantClient
  /// What officers do with applications.
  public let officer: OfficerClient
  /// What officers learn, and their certificates.
  public let training: TrainingClient
  /// What the public says back: complaints, questions, surveys, and the index made of them.
  public let feedback: FeedbackClient
  /// What happens in the offices, in numbers.
  public let analytics: AnalyticsClient
  /// Where the calls of all services go, with identity, language and keys: for methods that are
  /// known only when the program runs (see `services`).
  public let channel: Channel

  /// The way to the server, without identity or language.
  private let line: Channel
  private let language: String

  /// What a client does with calls unless its channel says otherwise: one that ends with
  /// UNAVAILABLE before its answer begins is made again up to three times. No call can do harm by
  /// that: reads do none, and changes carry a key.
  public static let serviceConfig = ServiceConfig(
    methods: [
      MethodConfig(
        [.all],
        policy: .retry(
          RetryPolicy(
            maxAttempts: 4, initialBackoff: .milliseconds(100), maxBackoff: .seconds(1),
            backoffMultiplier: 2, retryableStatusCodes: [.unavailable])))
    ])

  /// A client of the server at an address.
  ///
  /// - Parameters:
  ///   - target: host and port, such as `localhost:7443`, or `unix:` and the path of a socket.
  ///   - trust: whose certificates to believe.
  ///   - certificate: what a partner agency or an officer shows to a server that asks for one.
  ///   - identity: who calls.
  ///   - language: the language of texts for people: `id` or `en`.
  /// - Throws: `Status` with INVALID_ARGUMENT if the target, the trust or the certificate cannot be
  ///   used. A server that is not there is noticed by the first call.
  public init(
    _ target: String, trust: ServerTrust = .system, certificate: ClientCertificate? = nil,
    identity: ClientIdentity = .nobody, language: String = "id"
  ) throws {
    var configuration = ChannelConfiguration()
    // For streams that wait for news on a line that was cut without a word. A little more than the
    // five minutes below which servers take offence.
    configuration.keepalive = Keepalive(interval: .seconds(6 * 60))
    self.init(
      over: try Channel(
        target, trust: trust, certificate: certificate, configuration: configuration),
      identity: identity,
      language: language)
  }

  /// A client over a channel that exists, such as one that a server in this process gave out: in
  /// tests, one of doubles of the services (`LintasClientDoubles`).
  public init(
    over channel: Channel, identity: ClientIdentity = .nobody, language: String = "id"
  ) {
    line = channel.defaulting(to: LintasClient.serviceConfig)
    self.language = language
    let prepared = line.preparing { method, options in
      LintasClient.prepare(&options, for: method, identity, language)
    }
    health = HealthClient(channel: prepared)
    self.identity = IdentityClient(channel: prepared)
    applicant = ApplicantClient(channel: prepared)
    officer = OfficerClient(channel: prepared)
    training = TrainingClient(channel: prepared)
    feedback = FeedbackClient(channel: prepared)
    analytics = AnalyticsClient(channel: prepared)
    self.channel = prepared
  }

  /// The same connection, for the holder of a session.
  ///
  /// - Parameter token: what `IdentityClient.signIn` returned.
  public func signedIn(_ token: String) -> LintasClient {
    LintasClient(over: line, identity: .session(token), language: language)
  }

  /// Ends the connection, for all clients that share it. To let go of the last of them does the
  /// same.
  public func close() {
    line.close()
  }

  /// What each call carries beside its request. What the caller has given already stays.
  private static func prepare(
    _ options: inout CallOptions, for method: MethodSummary, _ identity: ClientIdentity,
    _ language: String
  ) {
    if case .session(let token) = identity, options.metadata["authorization"] == nil {
      options.metadata.append("authorization", "Bearer \(token)")
    }
    if options.metadata["accept-language"] == nil {
      options.metadata.append("accept-language", language)
    }
    if method.policy.changes, options.metadata["idempotency-key"] == nil {
      options.metadata.append("idempotency-key", newIdempotencyKey())
    }
  }

  /// 128 random bits as 32 hexadecimal digits. Give one yourself, in `CallOptions.metadata`, to
  /// repeat a change after a restart.
  public static func newIdempotencyKey() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
      let digits = String(UInt64.random(in: 0...UInt64.max, using: &generator), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
