import Foundation
import LintasServer
import Testing

/// Promise: where the server listens, and what it asks of clients, is read as it is written.
@Suite struct SettingsTests {
  private static let data = NSTemporaryDirectory()

  private func settings(
    _ change: (inout ServerSettings.Flags) -> Void, variables: [String: String] = [:]
  ) throws -> ServerSettings {
    var flags = ServerSettings.Flags()
    flags.data = Self.data
    // Files that are there, whatever is in them.
    flags.certificate = "/etc/passwd"
    flags.key = "/etc/passwd"
    change(&flags)
    return try ServerSettings(flags, reader: SettingReader { variables[$0] }, processors: 1)
  }

  @Test("as many addresses as given, TCP and Unix")
  func addresses() throws {
    let standard = try settings { _ in }
    #expect(standard.listen.map { "\($0)" } == ["127.0.0.1:7443"])
    let given = ["[::1]:0", "unix:/run/lintas.sock", "localhost:1"]
    let places = ["[::1]:0", "unix:/run/lintas.sock", "127.0.0.1:1"]
    let flagged = try settings { $0.listen = given }
    #expect(flagged.listen.map { "\($0)" } == places)
    let variables = ["LINTAS_LISTEN": given.joined(separator: ",")]
    let named = try settings({ _ in }, variables: variables)
    #expect(named.listen.map { "\($0)" } == places)
    let both = try settings({ $0.listen = ["127.0.0.1:5"] }, variables: variables)
    #expect(both.listen.count == 1)
  }

  @Test(
    "what is no place to listen, or one twice",
    arguments: [["unix:"], ["host:1"], ["127.0.0.1:1", "127.0.0.1:1"], ["unix:/a", "unix:/a"]])
  func noAddresses(given: [String]) {
    #expect(throws: SettingFaults.self) { try settings { $0.listen = given } }
  }

  @Test("client certificates need somebody who is trusted to sign them")
  func clientCertificates() throws {
    let none = try settings { _ in }
    #expect("\(none.clientCertificates)" == "off")
    let named = try settings { $0.clientAuthority = "/etc/passwd" }
    #expect("\(named.clientCertificates)" == "optional")
    let required = try settings {
      $0.clientAuthority = "/etc/passwd"
      $0.clientCertificates = "required"
    }
    #expect("\(required.clientCertificates)" == "required")
    for wanted in ["required", "optional", "maybe"] {
      #expect(throws: SettingFaults.self) { try settings { $0.clientCertificates = wanted } }
    }
    #expect(throws: SettingFaults.self) { try settings { $0.clientAuthority = "/nowhere" } }
  }

  @Test(
    "rights of a socket are octal", arguments: [("660", 0o660), ("600", 0o600), ("0777", 0o777)])
  func socketMode(text: String, mode: UInt32) throws {
    let given = try settings { $0.socketMode = text }
    #expect(given.socketMode == mode)
    for wrong in ["800", "1777", "rw", ""] {
      #expect(throws: SettingFaults.self) { try settings { $0.socketMode = wrong } }
    }
  }

  @Test("limits that contradict each other are told so in a sentence")
  func contradiction() throws {
    var limits = Limits()
    #expect(limits.contradiction == nil)
    #expect(limits.set("message-bytes=16777216") == nil)
    #expect(limits.contradiction?.contains("do not fit into the 16777216 B") == true)
    #expect(limits.set("buffered-connection=33554432") == nil && limits.contradiction == nil)
  }

  @Test("a limit of 0 seconds switches a span off where that makes sense")
  func never() throws {
    var limits = Limits()
    for (name, standard) in [("connection-idle", 900), ("keepalive-interval", 1200)] {
      let limit = try #require(Limit.all.first { $0.name == name })
      #expect(limit.get(limits) == standard)
      #expect(limits.set("\(name)=0") == nil && limit.get(limits) == 0)
      #expect(limits.set("\(name)=60") == nil && limit.get(limits) == 60)
    }
  }
}
