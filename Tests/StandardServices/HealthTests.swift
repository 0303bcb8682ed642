import LintasProtobuf
import LintasRPC
import LintasStandard
import Testing

@testable import LintasStandardServices

/// Promise: probes and clients learn what a service is, now and when it changes, as
/// `grpc.health.v1` describes it; by direct call and over an in-memory connection alike.
@Suite(.timeLimit(.minutes(5))) struct HealthTests {
  @Test func boardKnowsWhatItWasTold() {
    let board = HealthBoard(server: .notServing)
    #expect(board.status() == .notServing)
    board.set(.serving)
    #expect(board.status() == .serving)
    #expect(board.status(of: "a.B") == nil)
    board.set(.serving, for: "a.B")
    #expect(board.status(of: "a.B") == .serving)
    board.shutDown()
    board.set(.serving)
    #expect(board.status() == .notServing)
    #expect(board.status(of: "a.B") == .notServing)
  }

  @Test func deskAnswersByDirectCall() throws {
    let desk = HealthDesk<Visitor>(HealthBoard())
    let visitor = Visitor()
    #expect(try desk.check(HealthCheckRequest(), by: visitor).status == .serving)
    #expect(throws: Status.self) {
      try desk.check(.with { $0.service = "no.Such" }, by: visitor)
    }
  }

  /// All services are listed with the server as a whole, up to the limit.
  @Test func listShowsTheBoard() throws {
    let board = HealthBoard()
    let desk = HealthDesk<Visitor>(board)
    board.set(.notServing, for: "a.B")
    let list = try desk.list(HealthListRequest(), by: Visitor())
    #expect(list.statuses.count == 2)
    #expect(list.statuses[""]?.status == .serving)
    #expect(list.statuses["a.B"]?.status == .notServing)
    for number in 0..<(HealthBoard.listLimit - 2) { board.set(.serving, for: "a.C\(number)") }
    #expect(try desk.list(HealthListRequest(), by: Visitor()).statuses.count == 100)
    board.set(.serving, for: "a.D")
    let refusal = #expect(throws: Status.self) {
      try desk.list(HealthListRequest(), by: Visitor())
    }
    #expect(refusal?.code == .resourceExhausted)
  }

  @Test func checkAnswersOverAConnection() async throws {
    try await withHealth { channel, board in
      let whole = try await channel.unary(HealthServiceMethods.check, HealthCheckRequest())
      #expect(whole.status == .serving)
      board.set(.notServing, for: "a.B")
      let one = try await channel.unary(
        HealthServiceMethods.check, .with { $0.service = "a.B" })
      #expect(one.status == .notServing)
      do {
        _ = try await channel.unary(HealthServiceMethods.check, .with { $0.service = "no.Such" })
        Issue.record("a service that nobody knows was found")
      } catch let status as Status {
        #expect(status.code == .notFound)
      }
    }
  }

  @Test func watchTellsEveryChangeAndEndsWithTheServer() async throws {
    try await withHealth { channel, board in
      let request = HealthCheckRequest.with { $0.service = "a.B" }
      var changes = channel.serverStream(HealthServiceMethods.watch, request).makeAsyncIterator()
      let first = try await changes.next()
      #expect(first?.status == .serviceUnknown)
      for status in [HealthBoard.ServingStatus.serving, .notServing, .serving] {
        board.set(status, for: "a.B")
        board.set(.serving, for: "other.Service")
        let next = try await changes.next()
        #expect(next?.status == status)
      }
      board.shutDown()
      let last = try await changes.next()
      #expect(last?.status == .notServing)
      do {
        _ = try await changes.next()
        Issue.record("the stream outlived the board")
      } catch let status as Status {
        #expect(status.code == .unavailable)
      }
      #expect(board.watcherCount == 0)
    }
  }

  @Test func watcherThatLeavesIsForgotten() async throws {
    try await withHealth { channel, board in
      for try await change in channel.serverStream(
        HealthServiceMethods.watch, HealthCheckRequest())
      {
        #expect(change.status == .serving)
        break
      }
      for _ in 0..<2_000 where board.watcherCount > 0 {
        try await Task.sleep(for: .milliseconds(2))
      }
      #expect(board.watcherCount == 0)
    }
  }

  private func withHealth(
    _ body: @Sendable (Channel, HealthBoard) async throws -> Void
  ) async throws {
    let board = HealthBoard()
    var router = Router<Visitor>(door: OpenDoor())
    router.register(HealthDesk(board))
    try await GRPCServer.run(router: router, grace: .seconds(1)) { server in
      let channel = try server.channel()
      try await body(channel, board)
      channel.close()
    }
  }
}
