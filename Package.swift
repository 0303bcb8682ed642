// swift-tools-version: 6.2
import PackageDescription

/// House rules as far as the compiler can hold them: no warning stands, and every import says who
/// may see it.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableExperimentalFeature("Lifetimes"),
]

/// The house rules as a program and as tests.
let tidy: [Target] = [
  .target(name: "TidyRules", path: "Tests/Tidy/Rules", swiftSettings: strict),
  .executableTarget(
    name: "tidy", dependencies: ["TidyRules"], path: "Tests/Tidy/Command", swiftSettings: strict),
  .testTarget(
    name: "TidyTests", dependencies: ["TidyRules"], path: "Tests/Tidy/Tests", swiftSettings: strict),
]

/// Messages: protobuf-c's structures, and the runtime that makes Swift values of them.
let protobuf: [Target] = [
  .target(
    name: "CProtobufC", path: "Sources/C/CProtobufC",
    linkerSettings: [.linkedLibrary("protobuf-c")]),
  .target(
    name: "LintasProtobuf", dependencies: ["CProtobufC"], path: "Sources/Protobuf",
    swiftSettings: strict),
]

/// Where the office keeps what it knows: LMDB, and the cryptography that it rests on.
let store: [Target] = [
  .systemLibrary(
    name: "CLMDB", path: "Sources/C/CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
  .target(name: "LintasStore", dependencies: ["CLMDB"], path: "Sources/Store", swiftSettings: strict),
]

let package = Package(
  name: "lintas",
  targets: tidy + protobuf + store,
  swiftLanguageModes: [.v6]
)
