internal import Foundation
internal import Synchronization

/// What this process holds.
enum ProcessFigures {
  /// Memory in use, in KiB (proc(5), statm).
  static var residentKiB: Int {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
      let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return 0 }
    return pages * sysconf(Int32(_SC_PAGESIZE)) / 1024
  }

  /// Open files and sockets.
  static var descriptors: Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count ?? 0
  }

  /// Memory at a moment that is noted once.
  final class Mark: Sendable {
    private let noted = Atomic<Int>(0)

    /// The memory at that moment, in KiB; 0 before.
    var residentKiB: Int { noted.load(ordering: .relaxed) }

    /// Notes the moment, unless it is noted.
    func note() {
      guard noted.load(ordering: .relaxed) == 0 else { return }
      _ = noted.compareExchange(
        expected: 0, desired: ProcessFigures.residentKiB, ordering: .relaxed)
    }
  }
}
