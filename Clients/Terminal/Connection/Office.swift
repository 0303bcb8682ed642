internal import Foundation
internal import LintasClient
internal import LintasRPC

/// The office as a command reaches it: a client, who calls, and the language of what is said.
final class Office {
  /// The services, called as whoever is signed in.
  private(set) var client: LintasClient
  /// HOST:PORT of the server.
  let address: String
  /// What texts are made with.
  let words: Wording
  /// Whether calls carry a session.
  private(set) var isSignedIn: Bool

  private let sessions: SessionFile
  private let timeout: Duration

  /// Makes the client; it connects when it is first used.
  ///
  /// - Parameters:
  ///   - authority: PEM file of the authority to trust; nil trusts the system's.
  ///   - certificate: PEM files of the client's certificate and its key; nil shows none.
  ///   - token: the session's token; nil calls as nobody.
  /// - Throws: `Complaint` if the address or the authority's file is not what it should be.
  init(
    address: String, authority: String?, certificate: (chain: String, key: String)?, token: String?,
    sessions: SessionFile,
    language: Language, timeout: Duration
  ) throws {
    self.address = address
    self.sessions = sessions
    self.timeout = timeout
    words = Wording(language: language)
    isSignedIn = token != nil
    if let authority, !FileManager.default.isReadableFile(atPath: authority) {
      throw Complaint(
        id: "Berkas otoritas \(authority) tidak dapat dibaca. Periksa --ca.",
        en: "The authority's file \(authority) cannot be read. Check --ca.")
    }
    do {
      client = try LintasClient(
        address, trust: authority.map { .authority(file: $0) } ?? .system,
        certificate: certificate.map { .files(chain: $0.chain, key: $0.key) },
        identity: token.map { .session($0) } ?? .nobody, language: language.rawValue)
    } catch {
      throw Complaint(
        id:
          "Server \(address) gagal dipakai: \(error). Periksa --server, --ca dan --certificate.",
        en:
          "The server \(address) cannot be used: \(error). Check --server, --ca and --certificate.")
    }
  }

  /// From now on calls carry this session, and later commands find it.
  func signIn(token: String) throws {
    client = client.signedIn(token)
    isSignedIn = true
    do {
      try sessions.keep(token)
    } catch {
      throw Complaint(
        id: "Sesi tidak dapat disimpan: \(error.localizedDescription).",
        en: "The session cannot be kept: \(error.localizedDescription).")
    }
  }

  /// What a call is given: a deadline, unless it is a stream that stays open.
  func options(endless: Bool = false) -> CallOptions {
    CallOptions(timeout: endless ? nil : timeout)
  }

  /// Prints text, at once, also into a pipe.
  func print(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }

  /// Prints the sentence of the office's language.
  func say(id indonesian: String, en english: String) {
    print(words.language.text(id: indonesian, en: english))
  }
}
