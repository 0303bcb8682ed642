import Foundation
import Testing

@testable import LintasContractGenerator

/// A folder with .proto files and the parameters to generate them with.
struct ContractCase: Sendable, CustomTestStringConvertible {
  /// The folder.
  let folder: URL

  /// All cases below a folder beside this file, sorted by name.
  static func all(in name: String) -> [ContractCase] {
    let folder = home.appendingPathComponent(name)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().map { ContractCase(folder: folder.appendingPathComponent($0)) }
  }

  /// The folder of these tests.
  static var home: URL {
    URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
  }

  /// The root of the repository.
  static var root: URL { home.deletingLastPathComponent().deletingLastPathComponent() }

  /// What a test prints of it.
  var testDescription: String { folder.lastPathComponent }

  /// The parameters, as they stand on protoc's command line.
  var parameters: String {
    get throws {
      try String(contentsOf: folder.appendingPathComponent("parameters"), encoding: .utf8)
        .trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  /// The paths of the .proto files below the folder.
  var protoFiles: [String] {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (paths ?? []).filter { $0.hasSuffix(".proto") }.sorted()
  }

  /// The request that protoc makes of the case, with the places and comments of the source.
  func request() throws -> PluginRequest {
    try Protoc.request(
      files: protoFiles, from: [folder, Self.root.appendingPathComponent("Proto")],
      parameters: parameters)
  }
}
