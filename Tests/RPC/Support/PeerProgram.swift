import Foundation

/// Programs of others.
enum PeerProgram {
  /// Runs a program to its end, at most a minute.
  ///
  /// - Returns: its status, and what it wrote.
  static func run(_ name: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["timeout", "60", name] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }

  /// Runs a client of another make: grpcio, which calls Echo.
  ///
  /// - Returns: the text of the answer, or the name of the status.
  static func grpcioClient(_ target: String, _ arguments: [String]) async throws -> String {
    guard let python = PythonServer.python else { return "no interpreter" }
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Peers/grpcio_client.py")
    return try await withCheckedThrowingContinuation { continuation in
      // On a thread of its own: the language's pool has few.
      Thread {
        continuation.resume(
          with: Result {
            let said = try run(python, [script.path, "--target", target] + arguments).output
            // Before it come the library's complaints.
            return said.split(separator: "\n").last.map { String($0) } ?? ""
          })
      }.start()
    }
  }
}
