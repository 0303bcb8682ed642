/// What may know what: every `import` names a direct dependency of its target, carries an access
/// level, and every dependency is an edge that the house allows.
public enum Imports {
  /// A target of the package as its manifest declares it.
  public struct Target: Sendable {
    /// The target's name, its folder relative to the root, and the modules it depends on directly.
    public let name: String
    /// Folder of the sources, relative to the root, without a final slash.
    public let path: String
    /// Names of the targets and products that it depends on directly.
    public let dependencies: Set<String>

    /// Makes a target, as tests do.
    public init(name: String, path: String, dependencies: Set<String>) {
      self.name = name
      self.path = path
      self.dependencies = dependencies
    }
  }

  /// Modules of the toolchain that any target may import.
  private static let system: Set<Substring> = ["Glibc", "Synchronization"]
  private static let forTests: Set<Substring> = ["Foundation", "Testing"]

  /// Where Foundation may be used: it must stay off the path of a call.
  private static func mayUseFoundation(_ path: String) -> Bool {
    path.hasPrefix("Tests/") || path.hasPrefix("Sources/Tools/")
      || path.hasPrefix("Clients/Terminal/")
  }

  /// Whether the file at `path` is the manifest of a package.
  public static func isManifest(_ path: String) -> Bool {
    path == "Package.swift" || path.hasSuffix("/Package.swift")
  }

  /// Checks one file against the targets of the manifests.
  public static func check(_ file: SourceFile, targets: [Target]) -> [Finding] {
    guard file.isSwift, !isManifest(file.path) else { return [] }
    let owner =
      targets
      .filter { file.path.hasPrefix($0.path + "/") }
      .max { $0.path.count < $1.path.count }
    guard let owner else {
      return [Finding(path: file.path, line: 1, message: "belongs to no target of Package.swift")]
    }
    var findings: [Finding] = []
    for (index, line) in file.code.enumerated() {
      guard let (module, hasLevel) = parse(line) else { continue }
      if !hasLevel, !file.isTest {
        findings.append(
          Finding(
            path: file.path, line: index + 1,
            message: "import without an access level: internal, package or public"))
      }
      if system.contains(module) || owner.dependencies.contains(String(module)) { continue }
      if forTests.contains(module), mayUseFoundation(file.path) { continue }
      findings.append(
        Finding(
          path: file.path, line: index + 1,
          message: "\(owner.name) imports \(module), which is no direct dependency of it"))
    }
    return findings
  }

  private static func parse(_ line: Substring) -> (module: Substring, hasLevel: Bool)? {
    let words = line.split(separator: " ").filter { !$0.hasPrefix("@") }
    guard let at = words.firstIndex(of: "import"), at + 1 < words.count, at <= 1 else { return nil }
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let"]
    let name = kinds.contains(words[at + 1]) ? words.last : words[at + 1]
    guard let module = name?.split(separator: ".").first else { return nil }
    if at == 1 {
      let levels: Set<Substring> = ["public", "package", "internal", "private", "fileprivate"]
      guard levels.contains(words[0]) else { return nil }
    }
    return (module, at == 1)
  }
}
