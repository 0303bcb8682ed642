internal import Foundation
internal import LintasCrypto
internal import Testing

/// Files that are whole or absent, with the right mode from the first byte.
struct ProtectedFileTests {
  private let folder: String

  init() {
    folder = NSTemporaryDirectory() + "lintas-files-" + UUID().uuidString
    mkdir(folder, 0o700)
  }

  private func mode(_ file: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: folder + file)[.posixPermissions] as? Int
  }

  /// Promise: a key is its owner's alone, whatever the file before it allowed; a second write
  /// replaces the first and leaves nothing beside it.
  @Test func modesAndReplacement() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(FileManager.default.createFile(atPath: folder + "/key", contents: Data([9])))
    chmod(folder + "/key", 0o666)
    try ProtectedFile.write([1, 2, 3], to: folder + "/key", for: .owner)
    #expect(try mode("/key") == 0o600)
    try ProtectedFile.write([4], to: folder + "/key", for: .owner)
    #expect(try ProtectedFile.read(folder + "/key", for: .owner) == [4])
    try ProtectedFile.write([5], to: folder + "/certificate", for: .everybody)
    #expect(try mode("/certificate") == 0o644)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    #expect(names == ["certificate", "key"])
  }

  /// Promise: a key that others may read is refused with the command that mends it.
  @Test func openKeysAreRefused() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/key"
    try ProtectedFile.write([1], to: path, for: .owner)
    chmod(path, 0o640)
    let failure = #expect(throws: FileFailure.self) { try ProtectedFile.read(path, for: .owner) }
    #expect(failure?.description.contains("chmod 600 \(path)") == true)
    #expect(try ProtectedFile.read(path, for: .everybody) == [1])
  }

  /// Promise: what cannot be written or read says why, and leaves nothing behind.
  @Test func failuresHaveReasons() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let missing = folder + "/no/key"
    var failure = #expect(throws: FileFailure.self) {
      try ProtectedFile.write([1], to: missing, for: .owner)
    }
    #expect(failure?.errno == ENOENT && failure?.description.hasPrefix(missing) == true)
    failure = #expect(throws: FileFailure.self) { try ProtectedFile.read(missing, for: .owner) }
    #expect(failure?.errno == ENOENT)
    mkdir(folder + "/taken", 0o700)
    failure = #expect(throws: FileFailure.self) {
      try ProtectedFile.write([1], to: folder + "/taken", for: .owner)
    }
    #expect(failure?.errno == EISDIR)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["taken"])
    try ProtectedFile.write([UInt8](repeating: 1, count: 100), to: folder + "/long", for: .owner)
    #expect(throws: FileFailure.self) {
      try ProtectedFile.read(folder + "/long", for: .owner, limit: 99)
    }
    #expect(try ProtectedFile.read(folder + "/long", for: .owner, limit: 100).count == 100)
  }
}
