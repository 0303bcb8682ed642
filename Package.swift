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
    name: "TidyTests", dependencies: ["TidyRules"], path: "Tests/Tidy/Tests",
    swiftSettings: strict),
]

/// Messages: protobuf-c's structures, and the runtime that makes Swift values of them.
let protobuf: [Target] = [
  .target(
    name: "CProtobufC", path: "Sources/C/CProtobufC",
    linkerSettings: [.linkedLibrary("protobuf-c")]),
  .target(
    name: "LintasProtobuf", dependencies: ["CProtobufC"], path: "Sources/Protobuf",
    swiftSettings: strict),
  .target(
    name: "CTestMessages", dependencies: ["CProtobufC"], path: "Tests/Protobuf/Generated/C"),
  .target(
    name: "TestMessages", dependencies: ["CTestMessages", "LintasProtobuf"],
    path: "Tests/Protobuf/Generated/Swift", swiftSettings: strict),
  .testTarget(
    name: "LintasProtobufTests", dependencies: ["CProtobufC", "LintasProtobuf", "TestMessages"],
    path: "Tests/Protobuf", exclude: ["Protos", "Generated", "Oracle", "mutants.sh"],
    swiftSettings: strict),
]

/// Where the office keeps what it knows: LMDB, and the cryptography that it rests on.
let store: [Target] = [
  .systemLibrary(
    name: "CLMDB", path: "Sources/C/CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
  .target(
    name: "LintasStore", dependencies: ["CLMDB"], path: "Sources/Store", swiftSettings: strict),
  .systemLibrary(
    name: "COpenSSL", path: "Sources/C/COpenSSL", pkgConfig: "openssl",
    providers: [.apt(["libssl-dev"])]),
  .target(
    name: "LintasCrypto", dependencies: ["COpenSSL"], path: "Sources/Crypto",
    swiftSettings: strict),
  .testTarget(
    name: "LintasCryptoTests", dependencies: ["LintasCrypto"], path: "Tests/Crypto",
    swiftSettings: strict),
  .executableTarget(
    name: "StoreCrash", dependencies: ["LintasStore"], path: "Tests/Stress/Store",
    swiftSettings: strict),
  .testTarget(
    name: "LintasStoreTests", dependencies: ["LintasStore", "StoreCrash"], path: "Tests/Store",
    swiftSettings: strict),
]

/// Our protoc plugin. It reads its request with protobuf-c's own structures of protoc's contracts,
/// and depends on nothing that it generates.
let generator: [Target] = [
  .target(
    name: "CDescriptors", path: "Sources/Tools/CDescriptors",
    linkerSettings: [.linkedLibrary("protobuf-c")]),
  .target(
    name: "LintasContractGenerator", dependencies: ["CDescriptors"],
    path: "Sources/Tools/ContractGenerator", swiftSettings: strict),
  .executableTarget(
    name: "protoc-gen-lintas", dependencies: ["LintasContractGenerator"],
    path: "Sources/Tools/protoc-gen-lintas", swiftSettings: strict),
]

/// Generated from Proto: structures in C, messages in Swift.
let contracts: [Target] = [
  .target(name: "CStandard", dependencies: ["CProtobufC"], path: "Sources/Contracts/CStandard"),
  .target(
    name: "LintasStandard", dependencies: ["LintasProtobuf", "CStandard"],
    path: "Sources/Contracts/Standard", swiftSettings: strict),
  .target(
    name: "CMessages", dependencies: ["CProtobufC", "CStandard"],
    path: "Sources/Contracts/CMessages"),
  .target(
    name: "LintasMessages", dependencies: ["LintasProtobuf", "LintasStandard", "CMessages"],
    path: "Sources/Contracts/Messages", swiftSettings: strict),
  .target(
    name: "CRecords", dependencies: ["CProtobufC", "CStandard", "CMessages"],
    path: "Sources/Contracts/CRecords"),
  .target(
    name: "LintasRecords",
    dependencies: ["LintasProtobuf", "LintasStandard", "LintasMessages", "CRecords"],
    path: "Sources/Contracts/Records", swiftSettings: strict),
  .testTarget(
    name: "LintasContractGeneratorTests",
    dependencies: [
      "LintasContractGenerator", "protoc-gen-lintas", "LintasProtobuf", "LintasStandard",
      "LintasMessages", "LintasRecords",
    ],
    path: "Tests/ContractGenerator", exclude: ["Golden", "Refused", "capture-request.sh"],
    swiftSettings: strict),
]

/// How bytes travel: event loops, sockets, TLS, HTTP/2; on it the calls of gRPC.
let wire: [Target] = [
  .target(name: "CEpoll", path: "Sources/C/CEpoll"),
  .systemLibrary(
    name: "CNghttp2", path: "Sources/C/CNghttp2", pkgConfig: "libnghttp2",
    providers: [.apt(["libnghttp2-dev"])]),
  .target(
    name: "LintasTransport", dependencies: ["CEpoll", "COpenSSL", "CNghttp2"],
    path: "Sources/Transport", swiftSettings: strict),
  .target(
    name: "LintasRPC", dependencies: ["LintasTransport", "LintasProtobuf", "LintasStandard"],
    path: "Sources/RPC", swiftSettings: strict),
  .target(
    name: "LintasInterfaces", dependencies: ["LintasRPC", "LintasMessages", "LintasProtobuf"],
    path: "Sources/Contracts/Interfaces", swiftSettings: strict),
  .target(
    name: "LintasStandardServices",
    dependencies: ["LintasRPC", "LintasStandard", "LintasProtobuf"],
    path: "Sources/StandardServices", swiftSettings: strict),
  .testTarget(
    name: "LintasTransportTests", dependencies: ["LintasTransport"], path: "Tests/Transport",
    swiftSettings: strict),
  .target(
    name: "LintasClient",
    dependencies: ["LintasRPC", "LintasMessages", "LintasStandard", "LintasProtobuf"],
    path: "Clients/Swift", swiftSettings: strict),
  .testTarget(
    name: "LintasRPCTests",
    dependencies: [
      "LintasRPC", "LintasTransport", "LintasStandard", "LintasProtobuf", "LintasCrypto",
    ],
    path: "Tests/RPC", swiftSettings: strict),
  .testTarget(
    name: "LintasStandardServicesTests",
    dependencies: ["LintasStandardServices", "LintasRPC", "LintasStandard", "LintasProtobuf"],
    path: "Tests/StandardServices", swiftSettings: strict),
  .testTarget(
    name: "LintasClientTests",
    dependencies: [
      "LintasClient", "LintasStandardServices", "LintasRPC", "LintasMessages", "LintasStandard",
      "LintasProtobuf",
    ],
    path: "Tests/Client", swiftSettings: strict),
  .executableTarget(
    name: "ExecutorStress", dependencies: ["LintasTransport"], path: "Tests/Stress/Executor",
    swiftSettings: strict),
]

/// What the office knows: registers, cases and rules; and the services that let others ask.
let office: [Target] = [
  .target(
    name: "LintasOffice",
    dependencies: [
      "LintasStore", "LintasCrypto", "LintasRecords", "LintasMessages", "LintasStandard",
      "LintasProtobuf",
    ],
    path: "Sources/Office", exclude: ["ReferenceData"], swiftSettings: strict),
  .target(
    name: "LintasIdentityService",
    dependencies: ["LintasInterfaces", "LintasOffice", "LintasMessages", "LintasProtobuf"],
    path: "Sources/Services/Identity", swiftSettings: strict),
  .target(
    name: "LintasApplicantService",
    dependencies: [
      "LintasInterfaces", "LintasRPC", "LintasOffice", "LintasMessages", "LintasProtobuf",
    ],
    path: "Sources/Services/Applicant", swiftSettings: strict),
  .target(
    name: "LintasOfficerService",
    dependencies: ["LintasInterfaces", "LintasOffice", "LintasMessages", "LintasProtobuf"],
    path: "Sources/Services/Officer", swiftSettings: strict),
]

/// `lintasd`.
let server: [Target] = [
  .target(
    name: "LintasServer",
    dependencies: [
      "LintasIdentityService", "LintasApplicantService", "LintasOfficerService",
      "LintasInterfaces", "LintasStandardServices", "LintasRPC", "LintasTransport", "LintasOffice",
      "LintasStore", "LintasCrypto", "LintasMessages", "LintasStandard", "LintasProtobuf",
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
      .product(name: "Logging", package: "swift-log"),
    ],
    path: "Sources/Server", exclude: ["Program"], swiftSettings: strict),
  .executableTarget(
    name: "lintasd",
    dependencies: [
      "LintasServer", .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ],
    path: "Sources/Server/Program", swiftSettings: strict),
  .testTarget(
    name: "LintasServerTests", dependencies: ["LintasServer"], path: "Tests/Server",
    swiftSettings: strict),
]

let package = Package(
  name: "lintas",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  ],
  targets: tidy + protobuf + store + generator + contracts + wire + office + server,
  swiftLanguageModes: [.v6]
)
