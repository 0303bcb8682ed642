package import LintasTransport
package import Logging

/// Everything that `lintasd serve` can be told, checked as a whole before anything starts.
package struct ServerSettings: Sendable {
  /// The flags as given; nil where the environment or the default decides.
  package struct Flags: Sendable {
    /// `--data`.
    package var data: String?
    /// `--listen`, as often as given.
    package var listen: [String] = []
    /// `--socket-mode`.
    package var socketMode: String?
    /// `--certificate`.
    package var certificate: String?
    /// `--key`.
    package var key: String?
    /// `--client-certificates`.
    package var clientCertificates: String?
    /// `--client-authority`.
    package var clientAuthority: String?
    /// `--loops`.
    package var loops: String?
    /// `--log-level`.
    package var logLevel: String?
    /// `--reflection`.
    package var reflection: String?
    /// `--channelz`.
    package var channelz: String?
    /// `--limit`, as often as given.
    package var limits: [String] = []

    /// No flags.
    package init() {}
  }

  /// The data folder.
  package let data: DataLayout
  /// Where to listen; at least one place.
  package let listen: [SocketAddress]
  /// Who may connect to Unix sockets, as for `chmod`.
  package let socketMode: UInt32
  /// PEM file of the server's certificate chain.
  package let certificate: String
  /// PEM file of its key.
  package let key: String
  /// Whether clients are asked for a certificate.
  package let clientCertificates: TLSClientCertificates
  /// PEM file of the authorities whose client certificates are valid; nil if none are asked for.
  package let clientAuthority: String?
  /// Event loops.
  package let loops: Int
  /// Least level that is logged.
  package let logLevel: Logger.Level
  /// Who may call the services of the ecosystem.
  package let standard: StandardAccess
  /// All limits.
  package let limits: Limits

  /// Reads and checks the settings.
  ///
  /// - Parameters:
  ///   - flags: what the command line says.
  ///   - reader: where the environment is looked up.
  ///   - processors: processors of the machine, the default for loops.
  /// - Throws: `SettingFaults` that name every wrong setting.
  package init(
    _ flags: Flags, reader: SettingReader = SettingReader(), processors: Int
  ) throws(SettingFaults) {
    var reader = reader
    data = reader.data(flags.data)
    listen = reader.addresses(flags.listen)
    socketMode = reader.value(
      "--socket-mode", flags.socketMode, default: 0o600, expected: "an octal number such as 660"
    ) { UInt32($0, radix: 8).flatMap { $0 <= 0o777 ? $0 : nil } }
    certificate = reader.text("--certificate", flags.certificate) ?? data.serverCertificate
    key = reader.text("--key", flags.key) ?? data.serverKey
    let authority = reader.text("--client-authority", flags.clientAuthority)
    clientAuthority = authority
    clientCertificates = reader.clientCertificates(
      flags.clientCertificates, hasAuthority: authority != nil)
    loops = reader.value(
      "--loops", flags.loops, default: max(1, processors), expected: "a number from 1 to 256"
    ) { Int($0).flatMap { (1...256).contains($0) ? $0 : nil } }
    logLevel = reader.value(
      "--log-level", flags.logLevel, default: .info,
      expected: Logger.Level.allCases.map(\.rawValue).joined(separator: ", "),
      Logger.Level.init(rawValue:))
    var standard = StandardAccess()
    standard.reflection = reader.audience(
      "--reflection", flags.reflection, default: standard.reflection)
    standard.channelz = reader.audience("--channelz", flags.channelz, default: standard.channelz)
    self.standard = standard
    limits = reader.limits(flags.limits)
    if let authority, !DataLayout.exists(authority) {
      reader.fault("--client-authority", "names \(authority), which is not there")
    }
    for (flag, path) in [("--certificate", certificate), ("--key", key)]
    where !data.root.isEmpty && !DataLayout.exists(path) {
      reader.fault(
        flag, "names \(path), which is not there; `lintasd authority init` makes one to try with")
    }
    guard reader.faults.isEmpty else { throw SettingFaults(sentences: reader.faults) }
  }
}

extension SettingReader {
  /// The data folder, which every command needs.
  package mutating func data(_ given: String?) -> DataLayout {
    guard let root = text("--data", given), !root.isEmpty else {
      fault("--data", "is not given; expected the folder that holds the office's data")
      return DataLayout(root: "")
    }
    return DataLayout(root: root)
  }

  /// Where to listen: the flags, or what `LINTAS_LISTEN` holds, separated by commas.
  mutating func addresses(_ given: [String]) -> [SocketAddress] {
    let variable = text("--listen", nil)?.split(separator: ",").map(String.init) ?? []
    let places = given.isEmpty ? variable : given
    var addresses: [SocketAddress] = []
    for place in places {
      let address = value(
        "--listen", place, default: SocketAddress.standard,
        expected: "ADDRESS:PORT such as 127.0.0.1:7443 or [::]:7443, or unix:PATH"
      ) { ListenAddress.socketAddress($0) }
      if addresses.contains(address), address.port != 0 || address.family == .unix {
        fault("--listen", "names \(address) twice")
      }
      addresses.append(address)
    }
    return addresses.isEmpty ? [.standard] : addresses
  }

  /// Whether clients are asked for a certificate: if nothing is said, they may show one where an
  /// authority is named.
  mutating func clientCertificates(
    _ given: String?, hasAuthority: Bool
  ) -> TLSClientCertificates {
    let wanted = value(
      "--client-certificates", given,
      default: hasAuthority ? TLSClientCertificates.optional : .off,
      expected: "off, optional or required"
    ) { text in
      switch text {
      case "off": .off
      case "optional": .optional
      case "required": .required
      default: nil
      }
    }
    if wanted != .off && !hasAuthority {
      fault("--client-authority", "is not given; expected whose client certificates are valid")
    }
    return wanted
  }

  /// Who may call a service.
  mutating func audience(_ flag: String, _ given: String?, default fallback: Audience) -> Audience {
    value(
      flag, given, default: fallback,
      expected: Audience.allCases.map(\.rawValue).joined(separator: ", "),
      Audience.init(rawValue:))
  }

  /// The limits: those of `LINTAS_LIMIT`, separated by commas, then those of the flags.
  mutating func limits(_ given: [String]) -> Limits {
    var limits = Limits()
    let variable = text("--limit", nil)?.split(separator: ",").map(String.init) ?? []
    for assignment in variable + given {
      if let sentence = limits.set(assignment) { fault("--limit", sentence) }
    }
    if let sentence = limits.contradiction { fault("--limit", "cannot be kept: " + sentence) }
    return limits
  }
}

extension ListenAddress {
  /// The address to bind, or the Unix socket to make; nil for a name, which could stand for several
  /// addresses.
  package static func socketAddress(_ text: String) -> SocketAddress? {
    if text.hasPrefix("unix:") { return SocketAddress(unix: String(text.dropFirst(5))) }
    guard let place = ListenAddress(text) else { return nil }
    return SocketAddress(
      literal: place.host == "localhost" ? "127.0.0.1" : place.host, port: place.port)
  }
}

extension SocketAddress {
  /// Where a server listens if nothing is said: this machine only.
  fileprivate static var standard: SocketAddress {
    guard let address = SocketAddress(literal: "127.0.0.1", port: 7443) else {
      preconditionFailure("the loopback address is an address")
    }
    return address
  }
}
