internal import Foundation

/// The program `StoreCrash`, which lies beside the test program.
enum CrashTool {
  static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("StoreCrash").path

  /// Runs it, under another program if `wrapper` says so, and returns exit status (or the negative
  /// number of the signal that ended it) and output.
  @discardableResult
  static func run(
    _ arguments: [String], under wrapper: [String] = []
  ) throws -> (status: Int, output: String) {
    let command = wrapper + [path] + arguments
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["timeout", "-s", "KILL", "60"] + command
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["SWIFT_BACKTRACE": "enable=no"]) { _, new in new }
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let status = Int(process.terminationStatus)
    return (
      process.terminationReason == .exit ? status : -status, String(decoding: data, as: UTF8.self)
    )
  }
}
