import LintasProtobuf
import LintasStandard
import Synchronization
import Testing

@testable import LintasRPC

/// Promise: the memory of a call's messages is that of the call before, once both are answered, and
/// what a handler keeps stays its own.
@Suite(.timeLimit(.minutes(5))) struct MessageMemoryTests {
  @Test func aCallTakesTheMemoryOfTheCallBefore() async throws {
    let watches = Mutex<[(request: Watch, response: Watch)]>([])
    try await answer(Self.calls) { note in
      let response = Note.with { $0.value = note.value }
      watches.withLock { $0.append((Watch(note), Watch(response))) }
      // All calls so far had the same two objects, which still live.
      let boxes = watches.withLock { $0.flatMap { [$0.request.box, $0.response.box] } }
      #expect(!boxes.contains { $0 == nil })
      #expect(Set(boxes.map { $0.map { ObjectIdentifier($0) } }).count == 2)
      return response
    }
    #expect(watches.withLock { $0.count } == 10)
  }

  @Test func whatAHandlerKeepsStays() async throws {
    let kept = Mutex<[Note]>([])
    try await answer(Self.calls) { note in
      kept.withLock { $0.append(note) }
      return note
    }
    #expect(kept.withLock { $0.map(\.value) } == (0..<10).map { [UInt8($0)] })
  }

  /// Ten calls, each with a number as value.
  private static let calls = (0..<10).map { number in
    RawRequest("/lintas.test.Probe/EchoInline").sending(
      [0, 0, 0, 0, 3, 0x12, 1, UInt8(number)])
  }

  private func answer(
    _ calls: [RawRequest], _ handler: @escaping @Sendable (Note) -> Note
  ) async throws {
    var router = Router<Visitor>(door: OpenDoor(), status: { _, _ in nil }, report: { _ in })
    router.inline(Probe.echoInline) { note, _ in handler(note) }
    var configuration = ServerConfiguration()
    configuration.loops = 1
    try await GRPCServer.run(router: router, configuration: configuration) { server in
      for call in calls {
        let response = try await RawResponse.of(call, from: server)
        #expect(response.code == .ok && response.body == call.chunks[0])
      }
    }
  }
}

/// Sees whether the object behind a message still lives.
// Safety: written once, when it is made.
private final class Watch: @unchecked Sendable {
  weak var box: Box?

  init(_ note: Note) { box = note._ref.box }
}
