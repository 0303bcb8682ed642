import DaemonControl
import Foundation
import Testing

/// The `lintas` command as a citizen types it.
@Suite struct TerminalTests {
  private static let form = """
    # A first passport.
    nik = 1808015003950001
    full-name = Ratna Wulandari
    sex = female
    birth-place = Blambangan Umpu
    birth-date = 1995-03-10
    marital-status = single
    address = Jalan Contoh 4, Blambangan Umpu
    phone = 0812-0000-0001
    office = 18.08
    kind = electronic
    validity = 10
    reason = first
    documents = all
    """

  /// Promise: from nothing to a promised day in one command, and every fault of a form at once, in
  /// words.
  @Test(.timeLimit(.minutes(5)))
  func citizen() async throws {
    try await Rig.withDaemon { daemon, folder in
      let terminal = try Terminal(daemon, folder, form: Self.form)

      let health = try await terminal.type(["health"])
      #expect(health.code == 0 && health.output.contains("is serving"), "\(health.output)")

      let faulty = try await terminal.type(
        ["apply", "--form", terminal.form, "--birth-date", "1995-02-30", "--address", ""])
      #expect(faulty.code == 1)
      for path in ["form.person.birth_date: ", "form.person.address: "] {
        #expect(faulty.output.contains(path), "\(path) is missing in \(faulty.output)")
      }

      let applied = try await terminal.type(["apply", "--form", terminal.form])
      #expect(applied.code == 0, "\(applied.output)\n\(daemon.log)")
      #expect(applied.output.contains("Fee: Rp 950.000"), "\(applied.output)")
      #expect(applied.output.contains(/decided by \d{4}-\d\d-\d\d/), "\(applied.output)")

      let list = try await terminal.type(["status"])
      #expect(list.code == 0 && list.output.contains("Ratna Wulandari"), "\(list.output)")
      let number = try #require(list.output.split(separator: " ").first)

      let one = try await terminal.type(["status", String(number), "--language", "id"])
      #expect(one.code == 0 && one.output.contains("menunggu petugas"), "\(one.output)")

      let watch = try terminal.start(["status", "--watch"])
      _ = try await watch.says(/= (\S+)/, within: .seconds(20))
      watch.signal(SIGTERM)
      _ = try await watch.exitCode(within: .seconds(20))
    }
  }

  /// Promise: what cannot be done is told in a sentence that says what to do, and ends with 1.
  @Test(.timeLimit(.minutes(5)))
  func sentences() async throws {
    try await Rig.withDaemon { daemon, folder in
      let terminal = try Terminal(daemon, folder, form: Self.form)

      let words = try await terminal.type(
        ["apply", "--form", terminal.form, "--kind", "diplomatic", "--validity", "7"])
      #expect(words.code == 1)
      #expect(words.output.contains("kind: \"diplomatic\" (ordinary, electronic)"))
      #expect(words.output.contains("validity: \"7\" (5, 10)"), "\(words.output)")

      let nobody = try await terminal.type(["status"])
      #expect(nobody.code == 1 && nobody.output.contains("lintas apply"), "\(nobody.output)")

      let opened = try await terminal.type(["apply", "--form", terminal.form])
      #expect(opened.code == 0, "\(opened.output)")
      let violations = try await terminal.type(
        [
          "apply", "--form", terminal.form, "--nik", "1808015003950000", "--office", "99.99",
          "--documents", "family-card",
        ])
      #expect(violations.code == 1)
      for path in ["form.person.nik: ", "form.office_code: ", "form.documents: "] {
        #expect(violations.output.contains(path), "\(path) is missing in \(violations.output)")
      }

      let untrusted = try await terminal.type(["health", "--ca", "/nowhere/authority.pem"])
      #expect(untrusted.code == 1 && untrusted.output.contains("--ca"), "\(untrusted.output)")

      let away = try await terminal.type(["health", "--server", "127.0.0.1:1"])
      #expect(away.code == 1 && away.output.contains("cannot be reached"), "\(away.output)")
    }
  }
}
