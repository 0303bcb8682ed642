// swift-tools-version: 6.2
import PackageDescription

// The program that protobuf's conformance suite tests, apart from the house's own package: what it
// is generated from comes with the suite and is not kept here. `conformance.sh` generates it into
// `.build-generated`.

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
  name: "conformance",
  dependencies: [.package(name: "lintas", path: "../..")],
  targets: [
    .target(name: "CConformance", dependencies: runtime, path: ".build-generated/C"),
    .target(
      name: "ConformanceMessages", dependencies: ["CConformance"] + runtime,
      path: ".build-generated/Swift", swiftSettings: strict),
    .executableTarget(
      name: "ConformanceTestee", dependencies: ["ConformanceMessages"] + runtime, path: "Testee",
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
