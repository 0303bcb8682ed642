internal import LintasCrypto
internal import LintasTransport

/// The server's certificates, as its files hold them. They can be read anew while the server runs.
struct ServerCertificates {
  private let settings: ServerSettings
  /// Outlive each reading, so that clients may resume their sessions where nothing has changed.
  private let tickets = TLSTicketKeys()

  /// The certificates of these settings.
  init(_ settings: ServerSettings) {
    self.settings = settings
  }

  /// Reads the files. A key that others could read is refused.
  ///
  /// - Throws: an error whose description is a sentence.
  func read() throws -> TLSContext {
    let credentials = TLSCredentials.pem(
      chain: try ProtectedFile.read(settings.certificate, for: .everybody),
      key: try ProtectedFile.read(settings.key, for: .owner))
    let authority = try settings.clientAuthority.map {
      try ProtectedFile.read($0, for: .everybody)
    }
    return try TLSContext.server(
      credentials, clientCertificates: settings.clientCertificates,
      trust: authority.map { .pem($0) }, tickets: tickets)
  }
}
