// swift-tools-version: 6.2
import PackageDescription

// Measures the messages of the main package against apple/swift-protobuf and libprotobuf-c. It is a
// package of its own so that the main package depends on neither.

let package = Package(
  name: "message-bench",
  dependencies: [
    .package(name: "lintas", path: "../../.."),
    .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0"),
  ],
  targets: [
    .target(
      name: "CBenchContracts",
      dependencies: [.product(name: "LintasMessages", package: "lintas")],
      path: "Generated/C"),
    .target(
      name: "BenchContracts",
      dependencies: ["CBenchContracts", .product(name: "LintasMessages", package: "lintas")],
      path: "Generated/Swift",
      swiftSettings: [
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableExperimentalFeature("Lifetimes"),
      ]),
    .target(
      name: "CMessageBench",
      dependencies: [.product(name: "LintasMessages", package: "lintas")],
      path: "Sources/CMessageBench",
      linkerSettings: [.linkedLibrary("protobuf-c")]),
    // The peer's code stands in the module that uses it, where it is fastest.
    .executableTarget(
      name: "MessageBench",
      dependencies: [
        "BenchContracts", "CMessageBench",
        .product(name: "LintasMessages", package: "lintas"),
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ],
      path: "Sources/MessageBench",
      swiftSettings: [.enableUpcomingFeature("InternalImportsByDefault")]),
  ],
  swiftLanguageModes: [.v6]
)
