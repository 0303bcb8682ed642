internal import Foundation

/// Proves, as far as running can, that calls of all kinds over TLS come to an end, whatever ends
/// them and whenever: no call hangs, no message is lost, doubled or out of order, nothing leaks.
///
/// `StreamStress MESSAGES [SEED]`. A server and clients in one process, on loops of their own,
/// joined by TLS sockets, exchange MESSAGES messages in calls that end well, or are cancelled by
/// their task, by a call from a foreign thread, by a deadline, by a reader who leaves, or by the
/// server. Ends with status 0 if every check held, 2 if one did not, 3 when nothing moved any more.
@main
struct StreamStress {
  static func main() async {
    let words = CommandLine.arguments
    guard words.count >= 2, let messages = Int(words[1]) else {
      print("usage: StreamStress MESSAGES [SEED]")
      exit(1)
    }
    let seed = words.count > 2 ? UInt64(words[2]) ?? 0 : UInt64.random(in: 1..<1 << 40)
    say("messages \(messages), seed \(seed)")
    do {
      exit(try await StressRun(messages: messages, seed: seed).run() ? 0 : 2)
    } catch {
      say("StreamStress: \(error)")
      exit(2)
    }
  }

  /// Writes a line at once: what a killed program has buffered is lost.
  static func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }
}
