/// The house: which room may know which. Data climb one wing and come down the other, so an edge
/// that is not written here is forbidden, even where the package manager would allow it.
public enum Edges {
  private static let contracts: Set<String> = [
    "LintasMessages", "LintasStandard", "LintasProtobuf",
  ]

  /// Allowed direct dependencies by target. Tests may know everything.
  static let allowed: [String: Set<String>] = [
    "LintasCrypto": ["COpenSSL"],
    "LintasProtobuf": ["CProtobufC"],
    "LintasTransport": ["COpenSSL", "CNghttp2", "CEpoll", "LintasCrypto"],
    "LintasStore": ["CLMDB", "CThreadSanitizer", "LintasCrypto"],
    "CStandard": ["CProtobufC"],
    "CMessages": ["CProtobufC", "CStandard"],
    "CRecords": ["CProtobufC", "CStandard", "CMessages"],
    "LintasStandard": ["LintasProtobuf", "CStandard", "CProtobufC"],
    "LintasMessages": ["LintasProtobuf", "LintasStandard", "CMessages", "CProtobufC"],
    "LintasRecords": [
      "LintasProtobuf", "LintasStandard", "LintasMessages", "CRecords", "CProtobufC",
    ],
    "LintasRPC": ["LintasTransport", "LintasProtobuf", "LintasStandard", "CZlib"],
    "LintasStandardServices": ["LintasRPC", "LintasStandard", "LintasProtobuf"],
    "LintasDoubles": ["LintasRPC", "LintasTransport", "LintasProtobuf"],
    "LintasInterfaces": contracts.union(["LintasRPC"]),
    "LintasOffice": contracts.union([
      "LintasStore", "LintasLedger", "LintasCrypto", "LintasRecords",
    ]
    ),
    "LintasClient": contracts.union(["LintasRPC"]),
    "LintasClientDoubles": contracts.union(["LintasRPC", "LintasDoubles"]),
    "lintas": [
      "LintasClient", "LintasOutbox", "LintasLedgerProofs", "ArgumentParser", "LintasMessages",
      "LintasStandard", "LintasProtobuf", "LintasRPC",
    ],
    "CDescriptors": ["CProtobufC"],
    "LintasContractGenerator": ["CDescriptors"],
    "protoc-gen-lintas": ["LintasContractGenerator"],
    "lintas-demo": contracts.union(["LintasClient", "LintasRPC", "DaemonControl"]),
  ]

  private static let service = contracts.union(["LintasInterfaces", "LintasRPC", "LintasOffice"])

  /// Checks the manifest's targets, given as name, folder and direct dependencies.
  public static func check(_ targets: [Imports.Target]) -> [Finding] {
    var findings: [Finding] = []
    for target in targets where !target.path.hasPrefix("Tests/") {
      if target.name == "lintasd" || target.name == "LintasServer" { continue }
      let edges =
        allowed[target.name] ?? (target.path.hasPrefix("Sources/Services/") ? service : [])
      for dependency in target.dependencies.subtracting(edges).sorted() {
        findings.append(
          Finding(
            path: "Package.swift", line: 1,
            message: "\(target.name) may not know \(dependency): move what both need lower down"))
      }
    }
    return findings
  }
}
