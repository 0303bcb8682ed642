package import ArgumentParser
internal import LintasCrypto
internal import LintasOffice

/// `lintasd authority`: certificates for development and closed networks.
package struct AuthorityCommand: ParsableCommand {
  /// Name and help of the command.
  package static let configuration = CommandConfiguration(
    commandName: "authority",
    abstract: "A certificate authority of one's own.",
    subcommands: [Initialise.self])

  /// For the command line parser.
  package init() {}

  /// `lintasd authority init`: makes an authority and a certificate of it for this server.
  package struct Initialise: ParsableCommand {
    /// Name and help of the command.
    package static let configuration = CommandConfiguration(
      commandName: "init",
      abstract: "Make a development authority and a server certificate.",
      discussion: """
        Writes authority.pem (for clients to trust), authority-key.pem, server.pem and
        server-key.pem into the data folder. Files that are there are not touched.
        """)

    @Option(help: "Folder of the office's data.") var data: String?
    @Option(help: "A host name or address under which the server is reached; as often as wanted.")
    var host: [String] = []
    @Option(help: "Days that the server's certificate holds.") var days: Int64 = 90

    /// For the command line parser.
    package init() {}

    /// Makes the files, and says where they are.
    package mutating func run() throws {
      let layout = try Console.dataLayout(data)
      try layout.create()
      let files = [
        layout.authorityCertificate, layout.authorityKey, layout.serverCertificate,
        layout.serverKey,
      ]
      if let taken = files.first(where: DataLayout.exists) {
        throw ConsoleError("\(taken) is there already and is not replaced; move it away first")
      }
      guard (1...825).contains(days) else {
        throw ConsoleError("--days is \(days); expected 1 to 825")
      }
      let names = host.isEmpty ? ["localhost", "127.0.0.1", "::1"] : host
      try Self.issue(names: names, days: days, into: layout)
      print("authority for clients to trust: \(layout.authorityCertificate)")
      print("certificate of \(names.joined(separator: ", ")): \(layout.serverCertificate)")
    }

    private static func issue(names: [String], days: Int64, into layout: DataLayout) throws {
      let now = Moment.now().seconds
      let authority = try CertificateAuthority.create(
        commonName: "Lintas development authority", validity: Validity(days: 3650, from: now))
      let key = try PrivateKey.generate()
      let certificate = try authority.issue(
        .server(
          names: names.map(AlternativeName.init), commonName: "lintasd",
          validity: Validity(days: days, from: now)),
        for: key)
      try ProtectedFile.write(authority.keyPEM(), to: layout.authorityKey, for: .owner)
      try ProtectedFile.write(
        authority.certificate.pem(), to: layout.authorityCertificate, for: .everybody)
      try ProtectedFile.write(key.pem(), to: layout.serverKey, for: .owner)
      try ProtectedFile.write(certificate.pem(), to: layout.serverCertificate, for: .everybody)
    }
  }
}
