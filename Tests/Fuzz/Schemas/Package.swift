// swift-tools-version: 6.2
import PackageDescription

// What is generated for random contracts, compiled: C, Swift, and Swift that uses it. `schemas.sh`
// generates all of it into `.build-generated`.

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableExperimentalFeature("Lifetimes"),
]

let runtime: [Target.Dependency] = ["LintasProtobuf", "LintasStandard"].map {
  .product(name: $0, package: "lintas")
}

let package = Package(
  name: "schemas",
  dependencies: [.package(name: "lintas", path: "../../..")],
  targets: [
    .target(name: "CSchemas", dependencies: runtime, path: ".build-generated/C"),
    .target(
      name: "Schemas", dependencies: ["CSchemas"] + runtime, path: ".build-generated/Swift",
      swiftSettings: strict),
    .target(
      name: "SchemaBuilders", dependencies: ["Schemas"] + runtime,
      path: ".build-generated/Builders", swiftSettings: strict),
    .target(name: "SchemaCases", path: "Cases", swiftSettings: strict),
    .executableTarget(
      name: "SchemaJudge",
      dependencies: ["SchemaBuilders", "SchemaCases", "Schemas"] + runtime,
      path: "Judge", swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
