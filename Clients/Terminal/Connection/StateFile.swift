internal import Foundation

/// One line that a later command finds again, readable for its owner only.
struct StateFile {
  private let url: URL

  /// A file for a server, under `$XDG_STATE_HOME/lintas`.
  init(_ kind: String, server: String, suffix: String = "") {
    let environment = ProcessInfo.processInfo.environment
    let state =
      environment["XDG_STATE_HOME"].map { URL(filePath: $0) }
      ?? FileManager.default.homeDirectoryForCurrentUser.appending(path: ".local/state")
    let name = server.map { $0.isLetter || $0.isNumber || $0 == "." ? $0 : "_" }
    url = state.appending(path: "lintas/\(kind)-" + String(name) + suffix)
  }

  /// What is kept, if anything is.
  var line: String? {
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
    let line = text.trimmingCharacters(in: .whitespacesAndNewlines)
    return line.isEmpty ? nil : line
  }

  /// Keeps a line in place of the old one.
  ///
  /// - Throws: the system's error if the file cannot be written.
  func keep(_ line: String) throws {
    let files = FileManager.default
    try files.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    remove()
    let made = files.createFile(
      atPath: url.path, contents: Data((line + "\n").utf8),
      attributes: [.posixPermissions: 0o600])
    guard made else { throw CocoaError(.fileWriteUnknown) }
  }

  /// Keeps nothing any more.
  func remove() { try? FileManager.default.removeItem(at: url) }
}
