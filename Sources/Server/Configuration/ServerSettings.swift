package import LintasTransport
package import Logging

/// Everything that `lintasd serve` can be told, checked as a whole before anything starts.
package struct ServerSettings: Sendable {
  /// The flags as given; nil where the environment or the default decides.
  package struct Flags: Sendable {
    /// `--data`.
    package var data: String?
    /// `--listen`.
    package var listen: String?
    /// `--certificate`.
    package var certificate: String?
    /// `--key`.
    package var key: String?
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
  /// Where to listen.
  package let listen: SocketAddress
  /// PEM file of the server's certificate chain.
  package let certificate: String
  /// PEM file of its key.
  package let key: String
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
    listen = reader.value(
      "--listen", flags.listen, default: .standard,
      expected: "ADDRESS:PORT such as 127.0.0.1:7443 or [::]:7443"
    ) { ListenAddress($0)?.socketAddress }
    certificate = reader.text("--certificate", flags.certificate) ?? data.serverCertificate
    key = reader.text("--key", flags.key) ?? data.serverKey
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
    return limits
  }
}

extension ListenAddress {
  /// The address to bind; nil for a name, which could stand for several.
  fileprivate var socketAddress: SocketAddress? {
    SocketAddress(literal: host == "localhost" ? "127.0.0.1" : host, port: port)
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
