internal import Foundation

/// Where the session of the last sign-in at a server is kept, readable for its owner only.
struct SessionFile {
  private let url: URL

  /// The file for a server, under `$XDG_STATE_HOME/lintas`.
  init(server: String) {
    let environment = ProcessInfo.processInfo.environment
    let state =
      environment["XDG_STATE_HOME"].map { URL(filePath: $0) }
      ?? FileManager.default.homeDirectoryForCurrentUser.appending(path: ".local/state")
    let name = server.map { $0.isLetter || $0.isNumber || $0 == "." ? $0 : "_" }
    url = state.appending(path: "lintas/session-" + String(name))
  }

  /// The token that is kept, if there is one.
  var token: String? {
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
    let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
    return token.isEmpty ? nil : token
  }

  /// Keeps a token in place of the old one.
  ///
  /// - Throws: the system's error if the file cannot be written.
  func keep(_ token: String) throws {
    let files = FileManager.default
    try files.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    try? files.removeItem(at: url)
    let made = files.createFile(
      atPath: url.path, contents: Data((token + "\n").utf8),
      attributes: [.posixPermissions: 0o600])
    guard made else { throw CocoaError(.fileWriteUnknown) }
  }
}
