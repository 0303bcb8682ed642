// swift-tools-version: 6.2
import PackageDescription

// Services of one's own on Lintas' libraries, as another package would have them: contracts, the
// code generated from those, a server, a client, and their tests without a socket. `make test`
// builds it, runs its tests, and lets the two programs talk.

func lintas(_ names: String...) -> [Target.Dependency] {
  names.map { .product(name: $0, package: "lintas") }
}

let package = Package(
  name: "hello",
  products: [
    .executable(name: "hello-server", targets: ["HelloServer"]),
    .executable(name: "hello-client", targets: ["HelloClient"]),
  ],
  // Elsewhere: .package(url: …, exact: …).
  dependencies: [.package(name: "lintas", path: "../..")],
  targets: [
    // Generated from Proto: structures; messages, interfaces and stubs; doubles.
    .target(name: "CGreeter", dependencies: lintas("LintasProtobuf"), path: "Generated/C"),
    .target(
      name: "Greeter", dependencies: ["CGreeter"] + lintas("LintasProtobuf", "LintasRPC"),
      path: "Generated/Swift", swiftSettings: [.enableExperimentalFeature("Lifetimes")]),
    .target(
      name: "GreeterDoubles", dependencies: ["Greeter"] + lintas("LintasDoubles", "LintasRPC"),
      path: "Generated/Doubles"),
    // Written by hand.
    .executableTarget(
      name: "HelloServer", dependencies: ["Greeter"] + lintas("LintasRPC"), path: "Server"),
    .executableTarget(
      name: "HelloClient", dependencies: ["Greeter"] + lintas("LintasRPC"), path: "Client"),
    .testTarget(
      name: "HelloTests",
      dependencies: ["HelloServer", "HelloClient", "Greeter", "GreeterDoubles"]
        + lintas("LintasDoubles", "LintasRPC"),
      path: "Tests"),
  ],
  swiftLanguageModes: [.v6]
)
