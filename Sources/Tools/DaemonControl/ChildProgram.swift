public import Foundation
internal import Glibc

/// Another program that runs beside this one. All it says goes to one file.
///
/// It never outlives this object: letting go of it kills it. Any thread.
public final class ChildProgram: Sendable {
  private let process: Process
  private let log: URL

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - executable: the program, or a name to look up on the PATH.
  ///   - arguments: what follows its name.
  ///   - environment: variables to add to, or replace in, this process's own.
  ///   - input: what it reads on standard input, which is closed after it; nil gives it nothing to
  ///     read.
  ///   - log: the file that takes its standard output and standard error; an old one is replaced.
  /// - Throws: the system's error if the file cannot be made or the program cannot be started.
  public init(
    _ executable: String, _ arguments: [String], environment: [String: String] = [:],
    input: String? = nil, log: URL
  ) throws {
    try Data().write(to: log)
    let output = try FileHandle(forWritingTo: log)
    try output.seekToEnd()
    process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [executable] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardOutput = output
    process.standardError = output
    self.log = log
    let pipe = input.map { _ in Pipe() }
    process.standardInput = pipe ?? FileHandle.nullDevice
    try Self.withoutBlockedSignals { try process.run() }
    try output.close()
    if let pipe, let input {
      // A program that ends without reading its input is no fault of ours.
      try? pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
      try? pipe.fileHandleForWriting.close()
    }
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  /// The program's process number.
  public var identifier: Int32 { process.processIdentifier }

  /// Whether it still runs.
  public var isRunning: Bool { process.isRunning }

  /// All it said so far, standard output and standard error in the order of its writes.
  public var output: String {
    String(decoding: (try? Data(contentsOf: log)) ?? Data(), as: UTF8.self)
  }

  /// Sends it a signal, such as SIGTERM.
  public func signal(_ number: Int32) {
    if process.isRunning { kill(process.processIdentifier, number) }
  }

  /// Waits until it ends.
  ///
  /// - Parameter limit: how long to wait; it is killed then.
  /// - Returns: its exit code, or the negative number of the signal that ended it.
  /// - Throws: `ProgramFailure.endless` if it had to be killed.
  public func exitCode(within limit: Duration) async throws -> Int32 {
    let ended = try await Patience.wait(limit) { !process.isRunning }
    guard ended else {
      signal(SIGKILL)
      throw ProgramFailure.endless(name, limit, output: output)
    }
    return process.terminationReason == .exit
      ? process.terminationStatus : -process.terminationStatus
  }

  /// Waits until `pattern` matches what it said.
  ///
  /// - Returns: what the pattern captured first.
  /// - Throws: `ProgramFailure` if it ends before that, or says nothing like it within `limit`.
  public func says(_ pattern: Regex<(Substring, Substring)>, within limit: Duration) async throws
    -> String
  {
    var found: String?
    _ = try await Patience.wait(limit) {
      let running = process.isRunning
      found = output.firstMatch(of: pattern).map { String($0.1) }
      return found != nil || !running
    }
    if let found { return found }
    if process.isRunning { throw ProgramFailure.silent(name, limit, output: output) }
    throw ProgramFailure.ended(name, process.terminationStatus, output: output)
  }

  /// Runs `body` with no signal blocked on this thread.
  ///
  /// Threads of Swift's concurrency block most signals, and a child inherits the mask of the thread
  /// that starts it: nobody could end it by a signal then.
  private static func withoutBlockedSignals(_ body: () throws -> Void) rethrows {
    var none = sigset_t()
    var before = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try body()
  }

  private var name: String { process.arguments?.first ?? "" }
}
