/// Where the session of the last sign-in at a server is kept.
struct SessionFile {
  private let file: StateFile

  /// The file for a server.
  init(server: String) {
    file = StateFile("session", server: server)
  }

  /// The token that is kept, if there is one.
  var token: String? { file.line }

  /// Keeps a token in place of the old one.
  ///
  /// - Throws: the system's error if the file cannot be written.
  func keep(_ token: String) throws { try file.keep(token) }
}
