public import Foundation
internal import Glibc
internal import Synchronization

/// A `lintasd` of its own on a fresh folder: what an operator does by hand, for tests and the demo.
///
/// `prepare` makes the certificates, loads reference data and creates officers; `start` and `stop`
/// can be repeated. Letting go of it kills a server that still runs. Any thread.
public final class Daemon: Sendable {
  private struct State {
    var server: ChildProgram?
    var address: String?
    var runs = 0
  }

  private let program: String
  private let folder: URL
  private let state = Mutex(State())

  /// Where it listens, `127.0.0.1:PORT`; nil while it does not run.
  public var address: String? { state.withLock { $0.address } }

  /// The folder that the store and the certificates lie in.
  public var data: URL { folder.appending(path: "data") }

  /// The authority that clients trust, as PEM.
  public var authority: URL { data.appending(path: "authority.pem") }

  /// All that the present or last run said.
  public var log: String { server?.output ?? "" }

  /// Process number of the running server.
  public var identifier: Int32? { server?.identifier }

  private var server: ChildProgram? { state.withLock { $0.server } }

  /// A server that is not prepared.
  ///
  /// - Parameters:
  ///   - program: path of `lintasd`.
  ///   - folder: an empty folder for data and logs.
  public init(program: String, folder: URL) {
    self.program = program
    self.folder = folder
  }

  /// Makes authority and certificate, loads reference data, creates the officers.
  ///
  /// - Throws: `ProgramFailure` if one of the commands fails.
  public func prepare(referenceData: URL, officers: [Officer]) async throws {
    try await run(["authority", "init", "--data", data.path])
    try await run(["load", "--data", data.path, referenceData.path])
    for officer in officers {
      try await run(
        [
          "officer", "create", "--data", data.path, "--name", officer.name,
          "--office", officer.office, "--full-name", officer.fullName, "--nik", officer.nik,
        ] + officer.roles.flatMap { ["--role", $0] }, input: officer.secret + "\n")
    }
  }

  /// Starts the server and waits until it listens.
  ///
  /// - Parameter flags: further flags of `lintasd serve`. If they do not say where to listen, it is
  ///   a free port of this machine.
  /// - Throws: `ProgramFailure` if it does not come to listen.
  public func start(_ flags: [String] = []) async throws {
    let run = state.withLock { state in
      state.runs += 1
      return state.runs
    }
    let log = folder.appending(path: "serve-\(run).log")
    let place = flags.contains("--listen") ? [] : ["--listen", "127.0.0.1:0"]
    let arguments = ["serve", "--data", data.path] + place + flags
    let server = try ChildProgram(program, arguments, log: log)
    state.withLock { $0.server = server }
    let address = try await server.says(/lintasd: listening on (\S+)/, within: .seconds(60))
    state.withLock { $0.address = address }
  }

  /// Asks the server to drain (SIGTERM) and waits for its end.
  ///
  /// - Returns: its exit code, 0 if all went well.
  public func stop(within limit: Duration = .seconds(30)) async throws -> Int32 {
    guard let server else { return 0 }
    state.withLock { $0.address = nil }
    server.signal(SIGTERM)
    return try await server.exitCode(within: limit)
  }

  /// Runs one of the operators' commands to its end.
  private func run(_ arguments: [String], input: String? = nil) async throws {
    let log = folder.appending(path: "\(arguments[0]).log")
    let command = try ChildProgram(program, arguments, input: input, log: log)
    let code = try await command.exitCode(within: .seconds(60))
    guard code == 0 else {
      throw ProgramFailure.ended("lintasd \(arguments[0])", code, output: command.output)
    }
  }
}
