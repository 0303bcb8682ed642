internal import Glibc

/// Where things lie in the data folder: the store, the certificates of the development authority,
/// and the server's own.
package struct DataLayout: Sendable {
  /// The data folder, of mode 0700.
  package let root: String

  /// The layout under a folder.
  package init(root: String) {
    self.root = root
  }

  /// The store's folder.
  package var store: String { root + "/store" }
  /// The development authority's certificate, which clients trust.
  package var authorityCertificate: String { root + "/authority.pem" }
  /// The development authority's key.
  package var authorityKey: String { root + "/authority-key.pem" }
  /// The server's certificate.
  package var serverCertificate: String { root + "/server.pem" }
  /// The server's key.
  package var serverKey: String { root + "/server-key.pem" }

  /// Makes the data folder, for its owner alone, unless it is there.
  ///
  /// - Throws: `ConsoleError` with the system's reason.
  package func create() throws(ConsoleError) {
    if mkdir(root, 0o700) == 0 || errno == EEXIST { return }
    throw ConsoleError(
      "the data folder \(root) cannot be made: \(String(cString: strerror(errno)))")
  }

  /// Whether a file is there.
  package static func exists(_ path: String) -> Bool {
    access(path, F_OK) == 0
  }
}
