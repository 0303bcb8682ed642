import Greeter
import LintasRPC

struct Party {
  let reception: ReceptionClient

  /// Has guests greeted as they come, and gives the list of the greetings.
  ///
  /// - Throws: `Status` if one is turned away.
  func welcome(_ guests: [String]) async throws -> [String] {
    let talk = reception.receive()
    for guest in guests {
      try await talk.requests.write(.with { $0.name = guest })
    }
    try await talk.requests.finish()
    var lines: [String] = []
    for try await answer in talk.responses { lines.append("\(answer.guests). \(answer.greeting)") }
    return lines
  }
}
