import Greeter
import GreeterDoubles
import LintasDoubles
import LintasRPC
import Testing

@testable import HelloClient
@testable import HelloServer

/// Promise: the services and what calls them work, each without the other and without a socket.
@Suite(.timeLimit(.minutes(1))) struct HelloTests {
  @Test func servicesGreet() async throws {
    var router = Router(door: OpenDoor())
    router.register(GreeterDesk())
    router.register(ReceptionDesk())
    try await GRPCServer.withChannel(to: router) { channel in
      let answer = try await GreeterClient(channel: channel).greet(.with { $0.name = "Wayan" })
      #expect(answer.greeting == "Tabik pun, Wayan!")

      let talk = ReceptionClient(channel: channel).receive()
      var greetings = talk.responses.makeAsyncIterator()
      for guest in ["Sari", "Budi"] {
        try await talk.requests.write(.with { $0.name = guest })
        let next = try await greetings.next()
        #expect(next?.greeting == "Tabik, \(guest)!")
      }
      try await talk.requests.finish()
      let last = try await greetings.next()
      #expect(last == nil)
    }
  }

  @Test func partiesSendAllGuestsAndListAllGreetings() async throws {
    let reception = ReceptionDouble()
    reception.receive.answer(with: [.with { $0.greeting = "Hi" }, .with { $0.guests = 2 }])
    try await GRPCServer.withChannel(to: reception) { channel in
      let party = Party(reception: ReceptionClient(channel: channel))
      let lines = try await party.welcome(["a", "b"])
      #expect(lines == ["0. Hi", "2. "])
    }
    #expect(reception.receive.requests.map { $0.map(\.name) } == [["a", "b"]])
  }

  @Test func partiesThatAreTurnedAwayKnowWhy() async throws {
    let reception = ReceptionDouble()
    reception.receive.fail(with: Status(.permissionDenied, "closed today"))
    try await GRPCServer.withChannel(to: reception) { channel in
      let party = Party(reception: ReceptionClient(channel: channel))
      let refusal = await #expect(throws: Status.self) { try await party.welcome(["a"]) }
      #expect(refusal?.message == "closed today")
    }
  }
}
