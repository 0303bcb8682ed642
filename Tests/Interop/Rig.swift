import DaemonControl
import Foundation
import Testing

/// What the tests of this folder stand on: the built `lintasd`, a folder for each, other programs.
enum Rig {
  /// The checkout.
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Where the test bundle was built, and `lintasd` beside it.
  static let binaries = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent()

  /// The officer whom every server of these tests has.
  static let officer = Officer(
    name: "sari", secret: "loket-tiga-pagi", fullName: "Sari Wulandari",
    nik: "1808015507850002", office: "18.08")

  /// The head of that office.
  static let head = Officer(
    name: "wayan", secret: "ruang-kepala-pagi", fullName: "Wayan Sudarma",
    nik: "1808010203700004", office: "18.08", roles: ["head"])

  /// The office's reference data.
  static let referenceData = root.appending(path: "Sources/Office/ReferenceData/way-kanan.txt")

  /// A Python with grpcio, as `make setup` makes it; nil if none is named.
  static let python = ProcessInfo.processInfo.environment["LINTAS_PYTHON"]

  /// Whether a machine judges a change, so that a missing part is a failure and not a choice.
  static let isJudged = ProcessInfo.processInfo.environment["CI"] != nil

  /// Whether a program of this name can be started.
  static func has(_ program: String) -> Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return path.split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
    }
  }

  /// Runs `body` with a prepared and listening server, and then ends the server, which has to
  /// drain and to exit with 0.
  ///
  /// - Parameters:
  ///   - flags: further flags of `lintasd serve`.
  ///   - body: gets the server and a folder that is removed afterwards.
  static func withDaemon(
    _ flags: [String] = [], _ body: (Daemon, URL) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "lintas-interop-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let daemon = Daemon(program: binaries.appending(path: "lintasd").path, folder: folder)
    try await daemon.prepare(referenceData: referenceData, officers: [officer, head])
    try await daemon.start(flags)
    try await body(daemon, folder)
    #expect(try await daemon.stop() == 0, "\(daemon.log)")
  }

  /// Runs a program to its end.
  ///
  /// - Returns: its exit code and what it said.
  static func run(
    _ program: String, _ arguments: [String], environment: [String: String] = [:],
    input: String? = nil, in folder: URL, within limit: Duration = .seconds(120)
  ) async throws -> (code: Int32, output: String) {
    let log = folder.appending(path: "\(UUID().uuidString).log")
    let child = try ChildProgram(
      program, arguments, environment: environment, input: input, log: log)
    let code = try await child.exitCode(within: limit)
    return (code, child.output)
  }
}
