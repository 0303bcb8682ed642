import DaemonControl
import Foundation
import Testing

/// A terminal of somebody with a form, a secret, and a home of their own.
struct Terminal {
  /// Path of the form file.
  let form: String
  private let folder: URL
  private let environment: [String: String]

  /// A terminal at a server; the form's text is written to a file.
  init(_ daemon: Daemon, _ folder: URL, form: String) throws {
    let file = folder.appending(path: "form.txt")
    try form.write(to: file, atomically: true, encoding: .utf8)
    self.form = file.path
    self.folder = folder
    environment = [
      "LINTAS_SERVER": try #require(daemon.address), "LINTAS_CA": daemon.authority.path,
      "LINTAS_SECRET": "rahasia-ratna-2026", "LANG": "en_US.UTF-8", "LC_ALL": "",
      "LC_MESSAGES": "", "LINTAS_TOKEN": "", "XDG_STATE_HOME": folder.path,
    ]
  }

  /// Types a command, and what it reads on standard input, and waits for its end.
  func type(
    _ arguments: [String], input: String? = nil
  ) async throws -> (code: Int32, output: String) {
    try await Rig.run(
      Self.command, arguments, environment: environment, input: input, in: folder)
  }

  /// Types a command that goes on.
  func start(_ arguments: [String]) throws -> ChildProgram {
    try ChildProgram(
      Self.command, arguments, environment: environment,
      log: folder.appending(path: "\(UUID().uuidString).log"))
  }

  private static let command = Rig.binaries.appending(path: "lintas").path
}
