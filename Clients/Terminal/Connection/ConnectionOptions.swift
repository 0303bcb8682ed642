internal import ArgumentParser
internal import Foundation
internal import LintasClient
internal import LintasRPC

/// The flags that every command has: which server, whom to trust, who calls, in which language.
struct ConnectionOptions: ParsableArguments {
  @Option(help: "HOST:PORT of the server. (LINTAS_SERVER, or localhost:7443)")
  var server: String?
  @Option(help: "PEM file of the authority to trust. (LINTAS_CA, or the system's)")
  var ca: String?
  @Option(help: "PEM file of your own certificate, if the server asks. (LINTAS_CERTIFICATE)")
  var certificate: String?
  @Option(help: "PEM file of its key. (LINTAS_KEY)")
  var key: String?
  @Option(help: "Session token. (LINTAS_TOKEN, or the session that `lintas apply` opened)")
  var token: String?
  @Option(help: "Language of all texts, id or en. (by LANG)")
  var language: Language = .ofEnvironment
  @Option(help: "Seconds that one call may take.")
  var timeout: Int = 30

  /// Connects and runs `body`; whatever goes wrong becomes a sentence on standard error and exit
  /// code 1.
  func serve(_ body: (Office) async throws -> Void) async throws {
    let office: Office
    do {
      office = try connect()
      try await body(office)
    } catch let complaint as Complaint {
      try fail(complaint)
    } catch let status as Status {
      try fail(Complaint(status, server: address, timeout: timeout))
    }
  }

  private func fail(_ complaint: Complaint) throws -> Never {
    FileHandle.standardError.write(Data((complaint.text(in: language) + "\n").utf8))
    throw ExitCode.failure
  }

  private var address: String { setting(server, "LINTAS_SERVER") ?? "localhost:7443" }

  private func connect() throws -> Office {
    let sessions = SessionFile(server: address)
    let chain = setting(certificate, "LINTAS_CERTIFICATE")
    let key = setting(key, "LINTAS_KEY")
    if (chain == nil) != (key == nil) {
      throw Complaint(
        id: "Sertifikat dan kuncinya harus ada bersama: --certificate dan --key.",
        en: "A certificate and its key come together: --certificate and --key.")
    }
    let pair = chain.flatMap { chain in key.map { (chain: chain, key: $0) } }
    return try Office(
      address: address, authority: setting(ca, "LINTAS_CA"), certificate: pair,
      token: setting(token, "LINTAS_TOKEN") ?? sessions.token, sessions: sessions,
      language: language, timeout: .seconds(timeout))
  }

  private func setting(_ given: String?, _ variable: String) -> String? {
    let value = given ?? ProcessInfo.processInfo.environment[variable]
    return value?.isEmpty == true ? nil : value
  }
}
