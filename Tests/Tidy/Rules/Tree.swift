import Foundation

/// The checkout that the rules look at.
public struct Tree: Sendable {
  /// Absolute path of the root folder.
  public let root: String
  /// The hand-written files: tracked by git, or new and not ignored; nothing generated.
  public let files: [SourceFile]
  /// The targets of the manifest, and of the manifests of packages below the root.
  public let targets: [Imports.Target]

  /// Reads the tree under `root`.
  ///
  /// - Throws: what git or the package manager said, when one of them failed.
  public init(root: String) throws {
    self.root = root
    let listing = try Self.output(
      of: ["git", "-C", root, "ls-files", "--cached", "--others", "--exclude-standard"])
    files = listing.split(separator: "\n").map(String.init).filter(Self.isHandWritten)
      .compactMap { path in
        guard let data = FileManager.default.contents(atPath: root + "/" + path) else { return nil }
        return SourceFile(path: path, text: String(decoding: data, as: UTF8.self))
      }
    targets = try files.map(\.path).filter(Imports.isManifest).flatMap { manifest in
      try Self.targets(root, folder: String(manifest.dropLast("Package.swift".count)))
    }
  }

  /// The targets of the package in `folder`, which is empty or ends with a slash.
  private static func targets(_ root: String, folder: String) throws -> [Imports.Target] {
    // A scratch folder of its own: `swift test` holds the lock of the usual one while this runs.
    let manifest = try output(of: [
      "swift", "package", "--package-path", root + "/" + folder,
      "--scratch-path", root + "/.build-tidy", "dump-package",
    ])
    return try JSONDecoder().decode(Manifest.self, from: Data(manifest.utf8)).targets.map {
      Imports.Target(
        name: $0.rule.name, path: folder + $0.rule.path, dependencies: $0.rule.dependencies)
    }
  }

  /// All findings of all rules, in the order of the files.
  public func findings() -> [Finding] {
    var findings: [Finding] = []
    for file in files {
      findings += Sizes.check(file)
      findings += BannedWords.check(file)
      findings += Boundaries.check(file)
      findings += Documentation.check(file)
      findings += OneType.check(file)
      findings += Imports.check(file, targets: targets)
    }
    return findings + Edges.check(targets) + shownCode()
  }

  /// What the pages show.
  private func shownCode() -> [Finding] {
    func text(_ path: String) -> String? {
      FileManager.default.contents(atPath: root + "/" + path).map {
        String(decoding: $0, as: UTF8.self)
      }
    }
    guard let readme = text("README.md") else { return [] }
    return ShownCode.check(SourceFile(path: "README.md", text: readme), text: text)
  }

  private static func isHandWritten(_ path: String) -> Bool {
    let kinds = [".swift", ".c", ".h", ".py", ".sh", ".proto"]
    guard kinds.contains(where: path.hasSuffix) else { return false }
    let generated = ["Sources/Contracts/", "Sources/Tools/CDescriptors/"]
    return !generated.contains(where: path.hasPrefix)
      && !path.contains("/Generated/") && !path.contains("/Golden/")
  }

  private static func output(of command: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw TidyFailure(message: "`\(command.joined(separator: " "))` failed")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// A command that the rules need did not work.
  struct TidyFailure: Error, CustomStringConvertible {
    let message: String
    var description: String { message }
  }
}

/// The part of `swift package dump-package` that the rules read.
private struct Manifest: Decodable {
  struct Target: Decodable {
    let name: String
    let path: String?
    let dependencies: [Dependency]

    var rule: Imports.Target {
      Imports.Target(
        name: name, path: path ?? "Sources/\(name)",
        dependencies: Set(dependencies.compactMap(\.name)))
    }
  }

  /// `{"byName": ["X", null]}`, `{"target": …}` or `{"product": ["X", "package", null, null]}`.
  struct Dependency: Decodable {
    let name: String?

    init(from decoder: any Decoder) throws {
      let kinds = try decoder.singleValueContainer().decode([String: [Element]].self)
      name = kinds.values.first?.first?.text
    }
  }

  /// A string, or something that is none.
  struct Element: Decodable {
    let text: String?

    init(from decoder: any Decoder) throws {
      text = try? decoder.singleValueContainer().decode(String.self)
    }
  }

  let targets: [Target]
}
