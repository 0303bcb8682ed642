import LintasProtobuf
import LintasStandard
import LintasTransport
import Synchronization
import Testing

@testable import LintasRPC

/// Promise: calls that stream their requests go through between our two ends as they do with
/// others, slow readers hold fast writers back over both, and each end learns when the other
/// leaves; in memory and over TLS alike.
@Suite(.timeLimit(.minutes(5))) struct StreamedCallTests {
  @Test(arguments: Depth.allCases, [0, 1, 3_000])
  func clientStreamIsSummedUp(depth: Depth, count: Int) async throws {
    try await withProbe(depth) { channel, _, _ in
      for method in [Probe.sum, Probe.sumPool] {
        let call = channel.clientStream(method)
        for number in 0..<count {
          try await call.write(
            .with {
              $0.typeURL = "\(number)"
              $0.value = [1, 2, 3]
            })
        }
        #expect(try await call.finish().typeURL == "\(count) notes of \(3 * count) bytes")
      }
    }
  }

  @Test(arguments: Depth.allCases)
  func bothWaysAtOnce(depth: Depth) async throws {
    try await withProbe(depth) { channel, _, _ in
      let chat = channel.bidirectional(Probe.chat)
      async let written: Void = {
        for number in 0..<3_000 { try await chat.requests.write(note("\(number)")) }
        try await chat.requests.finish()
      }()
      var next = 0
      for try await answer in chat.responses {
        #expect(answer.typeURL == "\(next)")
        next += 1
      }
      try await written
      #expect(next == 3_000)
    }
  }

  /// A handler that does not read stops the caller at the windows.
  @Test(arguments: Depth.allCases)
  func slowHandlerHoldsTheWriterBack(depth: Depth) async throws {
    try await withProbe(depth) { channel, desk, _ in
      let written = Counter()
      let call = channel.clientStream(Probe.gatedSum)
      let writer = Task {
        let part = Note.with { $0.value = [UInt8](repeating: 1, count: 16_000) }
        for _ in 0..<200 {
          try await call.write(part)
          written.count()
        }
        return try await call.finish().typeURL
      }
      #expect(await written.rests())
      // 256 KiB of window, 256 KiB above the high-water mark, and slack for what the socket holds.
      #expect(written.value < 100)
      desk.gate.store(true, ordering: .relaxed)
      let answer = try await writer.value
      #expect(answer.hasPrefix("200 notes"))
    }
  }

  @Test(arguments: Depth.allCases)
  func handlerThatLeavesStopsTheWriter(depth: Depth) async throws {
    try await withProbe(depth) { channel, _, _ in
      let chat = channel.bidirectional(Probe.chat)
      try await chat.requests.write(note("leave"))
      while try await chat.requests.write(note("more")) {}
      // What came before it left is still there.
      for try await answer in chat.responses { #expect(answer.typeURL == "more") }
      let failing = channel.bidirectional(Probe.chat)
      let thrown = await status {
        try await failing.requests.write(note("fail"))
        while true { try await failing.requests.write(note("more")) }
      }
      #expect(thrown?.code == .failedPrecondition)
    }
  }

  @Test(arguments: Depth.allCases)
  func callerThatLeavesEndsTheHandler(depth: Depth) async throws {
    try await withProbe(depth) { channel, desk, _ in
      let chat = channel.bidirectional(Probe.chat)
      try await chat.requests.write(note("a"))
      var answers = chat.responses.makeAsyncIterator()
      #expect(try await answers.next()?.typeURL == "a")
      chat.cancel()
      #expect(await eventually { desk.cancelled.load(ordering: .relaxed) == 1 })
      #expect(desk.endings.withLock { ($0.first as? Status)?.code } == .cancelled)
    }
  }
}
