import Foundation
import LintasTransport

@testable import LintasRPC

/// A server that shares no code with ours: grpcio in a process of its own. It ends with the object.
// Safety: `process` and the pipe are only read after `init`.
final class PythonServer: @unchecked Sendable {
  /// An interpreter with grpcio; `nil` if the environment names none.
  static let python = ProcessInfo.processInfo.environment["LINTAS_PYTHON"]

  /// The port on 127.0.0.1.
  let port: UInt16
  private let process = Process()
  private let input = Pipe()
  private let folder: URL

  /// Why it did not start.
  struct Failure: Error {}

  /// Starts a server and waits until it serves.
  ///
  /// - Parameters:
  ///   - identity: its certificate.
  ///   - port: where to listen; 0 lets the system choose.
  ///   - options: arguments of the C core, `NAME=NUMBER`.
  init(_ identity: TestIdentity, port: UInt16 = 0, options: [String] = []) throws {
    folder = URL(fileURLWithPath: NSTemporaryDirectory() + "lintas-peer-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let (chain, key) = (folder.appending(path: "chain.pem"), folder.appending(path: "key.pem"))
    try Data(identity.chain).write(to: chain)
    try Data(identity.key).write(to: key)
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Peers/grpcio_server.py")
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: PythonServer.python ?? "/nowhere")
    process.arguments =
      [
        script.path, "--certificate", chain.path, "--key", key.path,
        "--address", "127.0.0.1:\(port)",
      ] + options.flatMap { ["--option", $0] }
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var line: [UInt8] = []
    while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0A {
      line.append(byte)
    }
    guard let chosen = UInt16(String(decoding: line, as: UTF8.self)) else { throw Failure() }
    self.port = chosen
  }

  deinit {
    stop()
    try? FileManager.default.removeItem(at: folder)
  }

  /// Ends the server and waits for it.
  func stop() {
    try? input.fileHandleForWriting.close()
    if process.isRunning {
      signal(SIGCONT)
      process.waitUntilExit()
    }
  }

  /// Sends the process a signal.
  func signal(_ signal: Int32) {
    kill(process.processIdentifier, signal)
  }
}
