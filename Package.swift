// swift-tools-version: 6.2
import PackageDescription

// The house, floor by floor; `Tests/Tidy/Rules/Edges.swift` says which room may know which.
// Folders are called after what is in them; targets carry the prefix `Lintas`, since two modules of
// one name cannot stand in one program.

/// House rules as far as the compiler can hold them: no warning stands, and every import says who
/// may see it.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableExperimentalFeature("Lifetimes"),
]

/// A room of the house: a library of ours.
func room(
  _ name: String, _ path: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: path, exclude: exclude, swiftSettings: strict)
}

/// A program.
func program(_ name: String, _ path: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: dependencies, path: path, swiftSettings: strict)
}

/// The tests of a room.
func tests(
  _ name: String, _ path: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, path: path, exclude: exclude, swiftSettings: strict)
}

/// A library of the system.
func system(_ name: String, pkgConfig: String, debian: String) -> Target {
  .systemLibrary(
    name: name, path: "Sources/C/\(name)", pkgConfig: pkgConfig, providers: [.apt([debian])])
}

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

/// Floor 0: the C libraries as modules.
let libraries: [Target] = [
  system("COpenSSL", pkgConfig: "openssl", debian: "libssl-dev"),
  system("CNghttp2", pkgConfig: "libnghttp2", debian: "libnghttp2-dev"),
  system("CZlib", pkgConfig: "zlib", debian: "zlib1g-dev"),
  system("CLMDB", pkgConfig: "lmdb", debian: "liblmdb-dev"),
  .target(name: "CEpoll", path: "Sources/C/CEpoll"),
  .systemLibrary(name: "CThreadSanitizer", path: "Sources/C/CThreadSanitizer"),
  .target(
    name: "CProtobufC", path: "Sources/C/CProtobufC",
    linkerSettings: [.linkedLibrary("protobuf-c")]),
]

/// The spine: messages, and what is generated from Proto.
let contracts: [Target] = [
  room("LintasProtobuf", "Sources/Protobuf", ["CProtobufC"]),
  .target(name: "CStandard", dependencies: ["CProtobufC"], path: "Sources/Contracts/CStandard"),
  .target(
    name: "CMessages", dependencies: ["CProtobufC", "CStandard"],
    path: "Sources/Contracts/CMessages"),
  .target(
    name: "CRecords", dependencies: ["CProtobufC", "CStandard", "CMessages"],
    path: "Sources/Contracts/CRecords"),
  room("LintasStandard", "Sources/Contracts/Standard", ["LintasProtobuf", "CStandard"]),
  room(
    "LintasMessages", "Sources/Contracts/Messages",
    ["LintasProtobuf", "LintasStandard", "CMessages"]),
  room(
    "LintasRecords", "Sources/Contracts/Records",
    ["LintasProtobuf", "LintasStandard", "LintasMessages", "CRecords"]),
  room(
    "LintasInterfaces", "Sources/Contracts/Interfaces",
    ["LintasRPC", "LintasMessages", "LintasProtobuf"]),
]

/// The left wing: how bytes travel.
let wire: [Target] = [
  room("LintasTransport", "Sources/Transport", ["CEpoll", "COpenSSL", "CNghttp2"]),
  room(
    "LintasRPC", "Sources/RPC", ["LintasTransport", "LintasProtobuf", "LintasStandard", "CZlib"]),
  room(
    "LintasStandardServices", "Sources/StandardServices",
    ["LintasRPC", "LintasStandard", "LintasProtobuf"]),
  room("LintasDoubles", "Sources/Doubles", ["LintasRPC", "LintasTransport", "LintasProtobuf"]),
]

/// The right wing: what the office knows.
let office: [Target] = [
  room("LintasCrypto", "Sources/Crypto", ["COpenSSL"]),
  room("LintasStore", "Sources/Store", ["CLMDB", "CThreadSanitizer"]),
  room(
    "LintasOffice", "Sources/Office",
    [
      "LintasStore", "LintasCrypto", "LintasRecords", "LintasMessages", "LintasStandard",
      "LintasProtobuf",
    ], exclude: ["ReferenceData"]),
]

/// Where the wings meet: the services, and the server that hosts them.
let services: [Target] = [
  room(
    "LintasIdentityService", "Sources/Services/Identity",
    ["LintasInterfaces", "LintasOffice", "LintasMessages", "LintasProtobuf"]),
  room(
    "LintasApplicantService", "Sources/Services/Applicant",
    ["LintasInterfaces", "LintasRPC", "LintasOffice", "LintasMessages", "LintasProtobuf"]),
  room(
    "LintasOfficerService", "Sources/Services/Officer",
    ["LintasInterfaces", "LintasOffice", "LintasMessages", "LintasProtobuf"]),
  room(
    "LintasTrainingService", "Sources/Services/Training",
    ["LintasInterfaces", "LintasOffice", "LintasMessages", "LintasProtobuf"]),
  room(
    "LintasFeedbackService", "Sources/Services/Feedback",
    ["LintasInterfaces", "LintasOffice", "LintasMessages", "LintasProtobuf"]),
  room(
    "LintasAnalyticsService", "Sources/Services/Analytics",
    ["LintasInterfaces", "LintasOffice", "LintasMessages"]),
  room(
    "LintasServer", "Sources/Server",
    [
      "LintasIdentityService", "LintasApplicantService", "LintasOfficerService",
      "LintasTrainingService", "LintasFeedbackService",
      "LintasAnalyticsService",
      "LintasInterfaces", "LintasStandardServices", "LintasRPC", "LintasTransport", "LintasOffice",
      "LintasStore", "LintasCrypto", "LintasMessages", "LintasStandard", "LintasProtobuf",
      argumentParser, logging,
    ], exclude: ["Program"]),
  program("lintasd", "Sources/Server/Program", ["LintasServer", argumentParser]),
]

/// Those that call.
let clients: [Target] = [
  room(
    "LintasClient", "Clients/Swift",
    ["LintasRPC", "LintasMessages", "LintasStandard", "LintasProtobuf"]),
  room(
    "LintasClientDoubles", "Clients/Doubles",
    ["LintasDoubles", "LintasRPC", "LintasMessages", "LintasStandard"]),
  program(
    "lintas", "Clients/Terminal",
    [
      "LintasClient", "LintasRPC", "LintasMessages", "LintasStandard", "LintasProtobuf",
      argumentParser,
    ]),
]

/// The protoc plugin, which reads its request with protobuf-c's own structures of protoc's
/// contracts and depends on nothing that it generates; and the demo.
let tools: [Target] = [
  .target(
    name: "CDescriptors", path: "Sources/Tools/CDescriptors",
    linkerSettings: [.linkedLibrary("protobuf-c")]),
  room("LintasContractGenerator", "Sources/Tools/ContractGenerator", ["CDescriptors"]),
  program("protoc-gen-lintas", "Sources/Tools/protoc-gen-lintas", ["LintasContractGenerator"]),
  room("DaemonControl", "Sources/Tools/DaemonControl"),
  program(
    "lintas-demo", "Sources/Tools/Demo",
    [
      "DaemonControl", "LintasClient", "LintasRPC", "LintasMessages", "LintasStandard",
      "LintasProtobuf",
    ]),
]

/// Tests beside the rooms, and what they need.
let checks: [Target] = [
  room("TidyRules", "Tests/Tidy/Rules"),
  program("tidy", "Tests/Tidy/Command", ["TidyRules"]),
  tests("TidyTests", "Tests/Tidy/Tests", ["TidyRules"]),
  .target(
    name: "CTestMessages", dependencies: ["CProtobufC", "CStandard"],
    path: "Tests/Protobuf/Generated/C"),
  room(
    "TestMessages", "Tests/Protobuf/Generated/Swift",
    ["CTestMessages", "LintasProtobuf", "LintasStandard"]),
  tests(
    "LintasProtobufTests", "Tests/Protobuf",
    [
      "CProtobufC", "CTestMessages", "LintasProtobuf", "LintasStandard", "TestMessages",
    ],
    exclude: ["Protos", "Generated", "Oracle"]),
  room("FuzzTargets", "Tests/Fuzz/Targets", ["TestMessages", "LintasStandard", "LintasProtobuf"]),
  program("lintas-fuzz", "Tests/Fuzz/Command", ["FuzzTargets"]),
  tests("FuzzReplayTests", "Tests/Fuzz/Replay", ["FuzzTargets", "lintas-fuzz"]),
  room("SchemaCases", "Tests/Fuzz/Schemas/Cases"),
  tests(
    "RandomSchemaTests", "Tests/Fuzz/Schemas/Tests",
    ["SchemaCases", "CProtobufC", "LintasStandard", "LintasProtobuf", "protoc-gen-lintas"]),
  tests(
    "LintasContractGeneratorTests", "Tests/ContractGenerator",
    [
      "LintasContractGenerator", "protoc-gen-lintas", "LintasProtobuf", "LintasStandard",
      "LintasMessages", "LintasRecords", "LintasDoubles",
    ], exclude: ["Golden", "Refused", "capture-request.sh"]),
  tests("LintasTransportTests", "Tests/Transport", ["LintasTransport", "CEpoll"]),
  program("ExecutorStress", "Tests/Stress/Executor", ["LintasTransport"]),
  tests(
    "LintasRPCTests", "Tests/RPC",
    ["LintasRPC", "LintasTransport", "LintasStandard", "LintasProtobuf", "LintasCrypto"],
    exclude: ["Peers"]),
  tests(
    "LintasStandardServicesTests", "Tests/StandardServices",
    [
      "LintasStandardServices", "LintasRPC", "LintasTransport", "LintasStandard", "LintasProtobuf",
      "LintasCrypto",
    ]),
  tests(
    "LintasDoublesTests", "Tests/Doubles",
    [
      "LintasDoubles", "LintasClientDoubles", "LintasClient", "LintasRPC", "LintasTransport",
      "LintasMessages", "LintasStandard", "LintasProtobuf",
    ]),
  tests(
    "LintasClientTests", "Tests/Client",
    [
      "LintasClient", "LintasClientDoubles", "LintasDoubles", "LintasStandardServices", "LintasRPC",
      "LintasStandard", "LintasMessages",
      "LintasProtobuf",
    ]),
  tests(
    "LintasTerminalTests", "Tests/Terminal",
    [
      "lintas", "LintasClient", "LintasRPC", "LintasMessages", "LintasStandard", "LintasProtobuf",
      argumentParser,
    ]),
  program(
    "DrainStress", "Tests/Stress/Drains",
    [
      "DaemonControl", "LintasClient", "LintasRPC", "LintasMessages", "LintasStandard",
      "LintasProtobuf",
    ]),
  program("StoreCrash", "Tests/Stress/Store", ["LintasStore"]),
  tests("LintasStoreTests", "Tests/Store", ["LintasStore", "StoreCrash"]),
  tests("LintasCryptoTests", "Tests/Crypto", ["LintasCrypto"]),
  room(
    "LintasTestOffice", "Tests/TestOffice",
    [
      "LintasIdentityService", "LintasApplicantService", "LintasOfficerService",
      "LintasTrainingService", "LintasFeedbackService",
      "LintasAnalyticsService",
      "LintasInterfaces", "LintasRPC", "LintasOffice", "LintasStore", "LintasCrypto",
      "LintasMessages", "LintasProtobuf",
    ]),
  tests(
    "LintasOfficeTests", "Tests/Office",
    [
      "LintasTestOffice", "LintasIdentityService", "LintasApplicantService",
      "LintasOfficerService", "LintasTrainingService", "LintasFeedbackService", "LintasOffice",
      "LintasStore", "LintasRecords", "LintasMessages", "LintasStandard", "LintasProtobuf",
    ]),
  tests(
    "LintasServiceTests", "Tests/Services",
    [
      "LintasTestOffice", "LintasServer", "LintasClient", "LintasRPC", "LintasTransport",
      "LintasOffice", "LintasCrypto", "LintasMessages", "LintasStandard", "LintasProtobuf",
    ]),
  program(
    "LintasBench", "Tests/Benchmarks/Load",
    ["CLMDB", "LintasClient", "LintasRPC", "LintasMessages", "LintasProtobuf"]),
  .target(
    name: "CBenchCalls", dependencies: ["CProtobufC", "CStandard"],
    path: "Tests/Benchmarks/Calls/Generated/C"),
  room(
    "BenchCalls", "Tests/Benchmarks/Calls/Generated/Swift", ["CBenchCalls", "LintasProtobuf"]),
  room(
    "BenchCallsService", "Tests/Benchmarks/Calls/Generated/Service",
    ["BenchCalls", "LintasRPC", "LintasStandard", "LintasProtobuf"]),
  program(
    "CallBench", "Tests/Benchmarks/Calls/Program",
    [
      "BenchCallsService", "BenchCalls", "LintasRPC", "LintasTransport", "LintasStandard",
      "LintasProtobuf",
    ]),
  program(
    "StreamStress", "Tests/Stress/Streams",
    [
      "BenchCallsService", "BenchCalls", "LintasRPC", "LintasTransport", "LintasStandard",
      "LintasProtobuf", "LintasCrypto",
    ]),
  tests("LintasServerTests", "Tests/Server", ["LintasServer", "LintasOffice", "LintasStore"]),
  .target(
    name: "CInteropMessages", dependencies: ["CProtobufC", "CStandard"],
    path: "Tests/Interop/Generated/C"),
  room(
    "InteropMessages", "Tests/Interop/Generated/Messages",
    ["CInteropMessages", "LintasProtobuf", "LintasStandard"]),
  room(
    "InteropServices", "Tests/Interop/Generated/Services",
    ["InteropMessages", "LintasRPC", "LintasProtobuf"]),
  program(
    "InteropServer", "Tests/Interop/TestService/Server",
    [
      "InteropServices", "InteropMessages", "LintasRPC", "LintasTransport", "LintasStandard",
      "LintasProtobuf", argumentParser,
    ]),
  program(
    "InteropClient", "Tests/Interop/TestService/Client",
    [
      "InteropServices", "InteropMessages", "LintasRPC", "LintasTransport", "LintasStandard",
      "LintasProtobuf", argumentParser,
    ]),
  tests(
    "LintasInteropTests", "Tests/Interop",
    [
      "DaemonControl", "lintasd", "InteropServer", "InteropClient", "LintasClient", "LintasRPC",
      "LintasMessages", "LintasStandard", "LintasProtobuf",
    ], exclude: ["Generated", "Peers", "Protos", "TestService", "interop.py"]),
]

/// What other packages may build on. A product names the C modules that stand in its interface, so
/// that generated code of another package finds their headers.
let products: [Product] = [
  .library(name: "LintasProtobuf", targets: ["LintasProtobuf", "CProtobufC"]),
  .library(name: "LintasStandard", targets: ["LintasStandard", "CStandard"]),
  .library(
    name: "LintasMessages",
    targets: [
      "LintasMessages", "LintasStandard", "LintasProtobuf", "CMessages", "CStandard", "CProtobufC",
    ]),
  .library(name: "LintasTransport", targets: ["LintasTransport"]),
  .library(name: "LintasRPC", targets: ["LintasRPC"]),
  .library(name: "LintasStandardServices", targets: ["LintasStandardServices"]),
  .library(name: "LintasDoubles", targets: ["LintasDoubles"]),
  .library(name: "LintasClient", targets: ["LintasClient"]),
  .library(name: "LintasClientDoubles", targets: ["LintasClientDoubles"]),
  .executable(name: "protoc-gen-lintas", targets: ["protoc-gen-lintas"]),
]

let package = Package(
  name: "lintas",
  products: products,
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
  ],
  targets: libraries + contracts + wire + office + services + clients + tools + checks,
  swiftLanguageModes: [.v6]
)
