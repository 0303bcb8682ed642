import Foundation
import LintasContractGenerator

/// A temporary folder.
struct Scratch {
  /// Where it is.
  let folder: URL

  /// Makes an empty one.
  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("lintas-generator-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Writes files with their folders.
  func write(_ files: [PluginResponse.File]) throws {
    for file in files {
      let path = folder.appendingPathComponent(file.name)
      try FileManager.default.createDirectory(
        at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.content.utf8).write(to: path)
    }
  }

  /// Takes it away with all that it holds.
  func remove() {
    try? FileManager.default.removeItem(at: folder)
  }
}
