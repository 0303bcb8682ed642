internal import Foundation
internal import Testing

/// Runs a script of the folder `Oracle` on a file of cases. LINTAS_PYTHON names an interpreter with
/// `grpcio-tools`.
enum PythonOracle {
  /// The interpreter, or nil.
  static let python = ProcessInfo.processInfo.environment["LINTAS_PYTHON"]

  /// Bytes with their length before them, in four bytes, little-endian.
  static func part(_ bytes: [UInt8]) -> [UInt8] {
    withUnsafeBytes(of: UInt32(bytes.count).littleEndian) { [UInt8]($0) } + bytes
  }

  /// Takes bytes with their length before them off the front.
  static func takePart(_ bytes: inout ArraySlice<UInt8>) -> [UInt8] {
    let count = bytes.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    defer { bytes = bytes.dropFirst(4 + count) }
    return Array(bytes.dropFirst(4).prefix(count))
  }

  /// What the script says of the cases.
  static func run(_ script: String, _ cases: [UInt8]) throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let inputs = folder.appendingPathComponent("cases")
    let verdicts = folder.appendingPathComponent("verdicts")
    try Data(cases).write(to: inputs)
    let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(python))
    process.arguments = [
      here.appendingPathComponent("Oracle/\(script)").path, inputs.path, verdicts.path,
      here.appendingPathComponent("../../Proto").path, here.appendingPathComponent("Protos").path,
      "lintas/test/v1/sample.proto", "lintas/test/v1/person.proto",
      "lintas/test/v1/mixture.proto", "lintas/test/v1/rules.proto",
    ]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return [UInt8](try Data(contentsOf: verdicts))
  }
}
