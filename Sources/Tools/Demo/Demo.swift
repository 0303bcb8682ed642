internal import DaemonControl
internal import Foundation

/// `lintas-demo LINTASD REFERENCE_DATA FOLDER`: a morning at the office, from certificates to a
/// restart, over TLS. It ends with 0 only if every step went as it should, and leaves no process.
@main
struct Demo {
  static func main() async {
    let arguments = CommandLine.arguments
    guard arguments.count == 4 else {
      print("usage: lintas-demo LINTASD REFERENCE_DATA FOLDER")
      exit(2)
    }
    let daemon = Daemon(program: arguments[1], folder: URL(filePath: arguments[3]))
    let play = Play(daemon: daemon, referenceData: URL(filePath: arguments[2]))
    let morning = Task { try await play.run() }
    let signals = [SIGINT, SIGTERM].map { cancel(morning, on: $0) }
    do {
      try await morning.value
    } catch {
      print("\ndemo: \(error)\n\nThe server said:\n\(daemon.log)")
      _ = try? await daemon.stop()
      exit(1)
    }
    withExtendedLifetime(signals) {}
  }

  /// Who stops the demo by hand leaves no server behind: the play is cancelled, and the server is
  /// stopped as after any other failure.
  private static func cancel(
    _ play: Task<Void, any Error>, on number: Int32
  ) -> any DispatchSourceSignal {
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler { play.cancel() }
    source.resume()
    return source
  }
}
