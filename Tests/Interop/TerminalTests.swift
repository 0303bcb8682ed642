import DaemonControl
import Foundation
import LintasClient
import LintasMessages
import LintasProtobuf
import LintasRPC
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

  /// Promise: a terminal that was stopped, while the server went away and came back, shows what
  /// happened in the meantime once it goes on.
  @Test(.timeLimit(.minutes(5)))
  func stoppedTerminal() async throws {
    try await Rig.withDaemon { daemon, folder in
      let address = try #require(daemon.address)
      let terminal = try Terminal(daemon, folder, form: Self.form)
      let first = try await terminal.type(["apply", "--form", terminal.form])
      #expect(first.code == 0, "\(first.output)")
      let watch = try terminal.start(["status", "--watch"])
      _ = try await watch.says(/= (\S+)/, within: .seconds(20))

      watch.signal(SIGSTOP)
      #expect(try await daemon.stop() == 0, "\(daemon.log)")
      try await daemon.start(["--listen", address])
      let second = try await terminal.type(
        ["apply", "--form", terminal.form, "--kind", "ordinary"])
      #expect(second.code == 0, "\(second.output)")
      let list = try await terminal.type(["status"])
      let numbers = list.output.split(separator: "\n").compactMap { $0.split(separator: " ").first }
      let seen = watch.output
      let number = String(try #require(numbers.first { !seen.contains($0) }, "\(list.output)"))

      watch.signal(SIGCONT)
      let pattern = try Regex("(\(number))", as: (Substring, Substring).self)
      _ = try await watch.says(pattern, within: .seconds(60))
      watch.signal(SIGTERM)
      _ = try await watch.exitCode(within: .seconds(20))
    }
  }

  /// Promise: an application whose answer was lost is not made a second time when the same form is
  /// sent again by a new command; with the answer its key is forgotten.
  @Test(.timeLimit(.minutes(5)))
  func lostAnswer() async throws {
    try await Rig.withDaemon { daemon, folder in
      let terminal = try Terminal(daemon, folder, form: Self.form)
      let first = try await terminal.type(["apply", "--form", terminal.form])
      #expect(first.code == 0, "\(first.output)")
      let state = folder.appending(path: "lintas")
      func files(_ kind: String) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: state, includingPropertiesForKeys: nil)
          .filter { $0.lastPathComponent.hasPrefix(kind) }
      }
      #expect(try files("pending-").isEmpty)

      // What a command has left that sent the form for another kind of book and saw no answer.
      let session = try #require(try files("session-").first)
      let token = try String(contentsOf: session, encoding: .utf8)
      let office = try LintasClient(
        try #require(daemon.address), trust: .authority(file: daemon.authority.path)
      ).signedIn(token.trimmingCharacters(in: .whitespacesAndNewlines))
      let list = try await office.applicant.listApplications(
        ListApplicationsRequest(), options: CallOptions(timeout: .seconds(60)))
      let sent = try await office.applicant.getApplication(
        .with { $0.applicationID = list.applications[0].applicationID },
        options: CallOptions(timeout: .seconds(60)))
      var request = SubmitApplicationRequest.with { $0.form = sent.application.form }
      request.form.kind = .ordinary
      var options = CallOptions(timeout: .seconds(60))
      let key = LintasClient.newIdempotencyKey()
      options.metadata.append("idempotency-key", key)
      _ = try await office.applicant.submitApplication(request, options: options)
      let hash = request.encoded().reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
        ($0 ^ UInt64($1)) &* 0x100_0000_01b3
      }
      let name = session.lastPathComponent.replacing("session-", with: "pending-")
      try Data(key.utf8).write(
        to: state.appending(path: name + "-" + String(hash, radix: 16)))

      let again = try await terminal.type(
        ["apply", "--form", terminal.form, "--kind", "ordinary"])
      #expect(again.code == 0, "\(again.output)")
      let after = try await office.applicant.listApplications(
        ListApplicationsRequest(), options: CallOptions(timeout: .seconds(60)))
      #expect(after.applications.count == 2)
      #expect(try files("pending-").isEmpty)
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
