internal import ArgumentParser
internal import Foundation
internal import LintasClient
internal import LintasRPC

/// `lintas call`: any method of the built-in contracts, with JSON both ways.
struct CallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "call",
    abstract: "Call any method: JSON in, JSON out.",
    discussion: """
      The service may be named with or without its package: ApplicantService/GetApplication, \
      grpc.health.v1.Health/Check. Answers are printed as JSON, those of a stream one after \
      another as they come. A change gets an idempotency-key by itself.

      What the server refuses is printed on standard error: the status, each violation of a field, \
      and the other details as JSON.

      Exit code: 0 after an answer; 64 and the number of the status after any other (67 for \
      INVALID_ARGUMENT, 69 for NOT_FOUND, 78 for UNAVAILABLE, 80 for UNAUTHENTICATED); 64 if the \
      command line is wrong; 1 if the request cannot be read or the answer has no JSON.
      """)

  @Argument(help: "SERVICE/METHOD; with --list a SERVICE.") var method: String?
  @Argument(help: "The request: JSON, @FILE, or - for standard input.") var request = "{}"
  @Flag(help: "List the services and their methods.") var list = false
  @Option(
    help: """
      A field to send beside the request, KEY:VALUE (repeatable); the value of a KEY-bin is base 64.
      """)
  var metadata: [MetadataField] = []
  @Option(help: "Seconds until the call must be over. (--timeout, or for a stream none)")
  var deadline: Double?
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  /// Refuses a method that there is not, or that takes more than one request.
  func validate() throws {
    if let deadline, !(deadline > 0 && deadline < 1e9) {
      throw ValidationError("--deadline is a number of seconds, more than 0.")
    }
    if list {
      if let method, MethodCatalogue().list(method) == nil {
        throw ValidationError("There is no service \(method). `lintas call --list` lists all.")
      }
    } else {
      _ = try listing()
    }
  }

  /// Prints the answer, or each message of it.
  mutating func run() async throws {
    if list {
      print(MethodCatalogue().list(method) ?? "")
      return
    }
    let command = self
    let method = try listing().method
    try await connection.serve { office in
      let text = try RequestText(command.request)
      let options = command.options(of: method.summary, office)
      do {
        try await JSONCall(office: office, options: options).make(method, text)
      } catch let status as Status {
        try command.fail(status, method.summary, options)
      }
    }
  }

  private func listing() throws -> MethodListing {
    guard let method else {
      throw ValidationError("Which method? `lintas call --list` lists all.")
    }
    let found: MethodListing
    do {
      found = try MethodCatalogue().method(method)
    } catch {
      throw ValidationError(error.description)
    }
    switch found.method.summary.kind {
    case .unary, .serverStream: return found
    case .clientStream, .bidirectional:
      throw ValidationError("\(method) takes a stream of requests, and this command sends one.")
    }
  }

  /// The key of a change is made here, so that it can be told if the change's fate is not known.
  private func options(of method: MethodSummary, _ office: Office) -> CallOptions {
    var options = office.options(endless: method.kind != .unary)
    if let deadline { options.timeout = .seconds(deadline) }
    for field in metadata { field.add(to: &options.metadata) }
    if method.policy.changes, options.metadata[Self.key] == nil {
      options.metadata[Self.key] = LintasClient.newIdempotencyKey()
    }
    return options
  }

  private func fail(
    _ status: Status, _ method: MethodSummary, _ options: CallOptions
  ) throws -> Never {
    let report = StatusReport(status: status)
    var text = report.text
    if method.policy.changes, report.leavesOpen, let key = options.metadata[Self.key] {
      text +=
        "\n"
        + connection.language.text(
          id: "Tidak diketahui apakah perubahan terjadi. Ulangi tanpa risiko dengan",
          en: "Whether the change was made is not known. Repeat it without harm by")
        + " --metadata \(Self.key):\(key)"
    }
    FileHandle.standardError.write(Data((text + "\n").utf8))
    throw ExitCode(report.exitCode)
  }

  private static let key = "idempotency-key"
}
