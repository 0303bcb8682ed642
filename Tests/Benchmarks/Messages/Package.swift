// swift-tools-version: 6.2
import PackageDescription

// Measures the messages of the main package against apple/swift-protobuf and libprotobuf-c. It is a
// package of its own so that the main package depends on neither.

let runtime: [Target.Dependency] = ["LintasProtobuf", "LintasStandard", "LintasMessages"].map {
  .product(name: $0, package: "lintas")
}

let package = Package(
  name: "message-bench",
  dependencies: [
    .package(name: "lintas", path: "../../.."),
    .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0"),
  ],
  targets: [
    .target(
      name: "CBenchContracts",
      dependencies: runtime,
      path: "Generated/C"),
    .target(
      name: "BenchContracts",
      dependencies: ["CBenchContracts"] + runtime,
      path: "Generated/Swift",
      swiftSettings: [
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableExperimentalFeature("Lifetimes"),
      ]),
    .target(
      name: "CMessageBench",
      dependencies: runtime,
      path: "Sources/CMessageBench",
      linkerSettings: [.linkedLibrary("protobuf-c")]),
    // The peer's code stands in the module that uses it, where it is fastest.
    .executableTarget(
      name: "MessageBench",
      dependencies: ["BenchContracts", "CMessageBench"] + runtime + [
        .product(name: "SwiftProtobuf", package: "swift-protobuf")
      ],
      path: "Sources/MessageBench",
      swiftSettings: [.enableUpcomingFeature("InternalImportsByDefault")]),
  ],
  swiftLanguageModes: [.v6]
)
