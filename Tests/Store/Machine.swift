internal import Foundation

/// What this machine lets a test do. Some faults need tools or rights that not every machine has.
enum Machine {
  /// Whether `strace` is there and may trace.
  static let canTrace = run("strace", "-f", "-o", "/dev/null", "true")

  /// Whether this user may mount a small file system.
  static let canMount: Bool = {
    let folder = NSTemporaryDirectory() + "lintas-mount-" + UUID().uuidString
    mkdir(folder, 0o700)
    defer { rmdir(folder) }
    return run("mount", "-t", "tmpfs", "-o", "size=1m", "x", folder) && run("umount", folder)
  }()

  /// Runs a command; whether it ended with status 0.
  static func run(_ command: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
