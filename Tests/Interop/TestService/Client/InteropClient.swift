internal import ArgumentParser
internal import Glibc
internal import LintasRPC

/// A client that plays the interoperability cases of the gRPC project against any server of
/// `grpc.testing.TestService`. It takes the flags that such clients have.
@main
struct InteropClient: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "InteropClient",
    abstract: "Plays cases of gRPC's interoperability tests against a server, over TLS.",
    discussion: """
      Prints a line for each case: PASS, or FAIL with what was wrong. Ends with 1 if a case failed.

      The cases: \(InteropCase.all.map(\.name).joined(separator: " "))
      """)

  @OptionGroup var flags: ServerFlags
  @OptionGroup var soak: SoakFlags
  @OptionGroup var refused: CloudFlags

  @Option(
    name: .customLong("test_case"), help: "The case, or several behind commas, or \"all\".")
  var names: String

  func validate() throws {
    _ = try cases()
  }

  func run() async throws {
    let bed = try TestBed(flags: flags, soak: soak)
    var failed = 0
    for test in try cases() {
      let start = ContinuousClock.now
      do {
        try await test.run(bed)
        say("PASS \(test.name) \((ContinuousClock.now - start).milliseconds) ms")
      } catch {
        failed += 1
        say("FAIL \(test.name): \(error)")
      }
    }
    bed.close()
    if failed > 0 { throw ExitCode(1) }
  }

  private func cases() throws -> [InteropCase] {
    if names == "all" { return InteropCase.all }
    return try names.split(separator: ",").map { name in
      guard let test = InteropCase.all.first(where: { $0.name == name }) else {
        throw ValidationError(
          "there is no case \(name) here; cases that need a cloud account or a proxy are not played"
        )
      }
      return test
    }
  }

  private func say(_ line: String) {
    print(line)
    fflush(nil)
  }
}
