import Foundation

/// A command of the system as the other side of a connection: it shares no code with ours.
enum PeerCommand {
  /// Runs `openssl` with `input` on its standard input.
  static func openssl(
    _ arguments: [String], in folder: String = "/tmp", input: [UInt8] = []
  ) async throws -> (status: Int32, output: String) {
    try await run(["openssl"] + arguments, in: folder, input: input)
  }

  /// The same, once the server has had its first say, with standard input left open for two
  /// seconds more: `s_client` takes data amid a handshake ill, and leaves at the end of its input,
  /// whether the server has answered or not.
  static func patientOpenSSL(
    _ arguments: [String], input: [UInt8]
  ) async throws -> (status: Int32, output: String) {
    let script = "(sleep 1; cat; sleep 2) | openssl \"$@\""
    return try await run(["bash", "-c", script, "openssl"] + arguments, in: "/tmp", input: input)
  }

  /// Opens a TCP connection to a port of this machine, sends `input` and reads to the end.
  static func tcp(_ port: UInt16, input: [UInt8]) async throws {
    _ = try await run(
      ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/\(port); cat >&3; cat <&3"], in: "/tmp",
      input: input)
  }

  /// Runs a command with `input` on its standard input and gives back its status and what it wrote.
  /// A command that does not end within 20 seconds is ended.
  /// The command runs on a thread of its own: the language's pool has few, and tests must not hold
  /// each other up.
  private static func run(
    _ arguments: [String], in folder: String, input: [UInt8]
  ) async throws -> (status: Int32, output: String) {
    try await withCheckedThrowingContinuation { continuation in
      Thread {
        continuation.resume(
          with: Result { try wait(for: arguments, in: folder, input: input) })
      }.start()
    }
  }

  private static func wait(
    for arguments: [String], in folder: String, input: [UInt8]
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["timeout", "20"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let output = Pipe()
    let inputPipe = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = inputPipe
    try process.run()
    try inputPipe.fileHandleForWriting.write(contentsOf: Data(input))
    try inputPipe.fileHandleForWriting.close()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }
}
