internal import Glibc
internal import LintasRPC
internal import LintasTransport

/// `CallBench`: a server of calls that do nothing, and clients that make them. Each client prints
/// what it found out as `name=value`, one a line; times are of its own process.
///
///     CallBench serve CERTIFICATE KEY LOOPS
///         prints its address, and serves until it is killed
///     CallBench unary ADDRESS AUTHORITY CALLS IN_FLIGHT loop|anywhere
///         unary calls, made on the channel's own loop or by tasks of the language's pool
///     CallBench exchange ADDRESS AUTHORITY STREAMS MESSAGES SIZE
///         messages there and back, on so many streams at a time, so many on each
///     CallBench download ADDRESS AUTHORITY MESSAGES SIZE
///         messages from the server, on one stream
///     CallBench upload ADDRESS AUTHORITY MESSAGES SIZE
///         messages to the server, on one stream
@main
struct CallBench {
  static func main() async {
    let words = Array(CommandLine.arguments.dropFirst())
    do {
      switch (words.first, words.count) {
      case ("serve", 4):
        try await BenchServer.serve(
          certificate: words[1], key: words[2], loops: try number(words[3]))
      case ("unary", 6):
        let load = UnaryLoad(calls: try number(words[3]), inFlight: try number(words[4]))
        let channel = try channel(words)
        print(try await words[5] == "loop" ? load.onLoop(channel) : load.anywhere(channel))
      case ("exchange", 6):
        let load = ExchangeLoad(
          streams: try number(words[3]), messages: try number(words[4]), size: try number(words[5]))
        print(try await load.run(channel(words)))
      case ("download", 5):
        let load = DownloadLoad(messages: try number(words[3]), size: try number(words[4]))
        print(try await load.run(channel(words)))
      case ("upload", 5):
        let load = UploadLoad(messages: try number(words[3]), size: try number(words[4]))
        print(try await load.run(channel(words)))
      default:
        throw CallBenchFailure("usage: CallBench serve|unary|exchange|download|upload …")
      }
    } catch {
      print("CallBench: \(error)")
      exit(1)
    }
  }

  private static func channel(_ words: [String]) throws -> Channel {
    try Channel(words[1], trust: .authority(file: words[2]))
  }

  private static func number(_ word: String) throws -> Int {
    guard let number = Int(word), number > 0 else {
      throw CallBenchFailure("\(word) is no positive number")
    }
    return number
  }
}
