internal import Foundation
internal import FuzzTargets

/// `LINTAS_FUZZ_TARGET=TARGET lintas-fuzz FILE…`: runs a target on each file, and ends badly when
/// one of them makes it fail. Built with LIBFUZZER and libFuzzer's library (see `fuzz.sh`), the
/// arguments are libFuzzer's own; it starts this program again with arguments of its making, which
/// is why the target stands in the environment.
@main
struct FuzzCommand {
  static func main() throws {
    let name = ProcessInfo.processInfo.environment["LINTAS_FUZZ_TARGET"] ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
      let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: "|")
      print("usage: LINTAS_FUZZ_TARGET=\(names) lintas-fuzz FILE…")
      exit(2)
    }
    #if LIBFUZZER
    exit(LibFuzzer.run(target, CommandLine.arguments))
    #else
    for path in CommandLine.arguments.dropFirst() {
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
      bytes.withUnsafeBytes { target.run($0) }
    }
    print("\(name): \(CommandLine.arguments.count - 1) files replayed")
    #endif
  }
}
