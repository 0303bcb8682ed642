import Foundation

/// A program that is run to its end, or killed when it takes too long.
enum Command {
  /// What came of it.
  struct Outcome {
    /// The status that it exited with.
    var status: Int32
    /// What it printed.
    var output: String
    /// What it printed on standard error.
    var errors: String
  }

  /// Runs a program that lies on the PATH or is named by a path. Nothing is on its standard input.
  static func run(
    _ program: String, _ arguments: [String], environment: [String: String] = [:],
    seconds: Int = 60
  ) throws -> Outcome {
    let scratch = try Scratch()
    defer { scratch.remove() }
    // Files, not pipes: no output can fill them and no grandchild can hold them open.
    let output = scratch.folder.appendingPathComponent("output")
    let errors = scratch.folder.appendingPathComponent("errors")
    for file in [output, errors] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["timeout", "\(seconds)", program] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
  }
}
