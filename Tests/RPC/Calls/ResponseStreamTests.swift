import LintasProtobuf
import LintasStandard
import LintasTransport
import Synchronization
import Testing

@testable import LintasRPC

/// Promise: messages of a stream arrive in order, a slow reader holds the writer back, and either
/// side can end the stream at any time; in memory and over TLS alike.
@Suite(.timeLimit(.minutes(5))) struct ResponseStreamTests {
  /// It is safe to try again, so it is done once, and not for ever.
  @Test func refusedStreamIsSentOnceMore() async throws {
    var server = ServerConfiguration()
    server.limits.runningHandlersPerConnection = 0
    try await withProbe(.memory, server: server) { channel, _, _ in
      let core = channel.core
      for (asksForHead, streams) in [(true, 2), (false, 4)] {
        let stream = channel.serverStream(Probe.count, Note())
        let thrown = await status {
          if asksForHead { _ = try await stream.metadata }
          for try await _ in stream {}
        }
        #expect(thrown?.code == .unavailable)
        #expect(await core.loop.run { core.connection?.streamsOpened } == UInt64(streams))
      }
    }
  }

  /// A message that is larger than a window arrives in pieces, each credited as it comes.
  @Test func largeMessagesDoNotWidenTheWindow() async throws {
    try await withProbe(.memory) { channel, desk, _ in
      let large = Note.with { $0.value = [UInt8](repeating: 7, count: 400_000) }
      var messages = channel.serverStream(Probe.flood, large).makeAsyncIterator()
      for _ in 0..<20 { _ = try await messages.next() }
      try await Task.sleep(for: .milliseconds(200))
      // One in the window, two with the writer, one on its way.
      #expect(desk.flooded.load(ordering: .relaxed) <= 20 + 5)
    }
  }

  /// It must not go on as if there were room.
  @Test func cancelledWriterIsToldSo() async throws {
    try await withProbe(.memory) { channel, _, _ in
      let note = Note.with { ($0.typeURL, $0.value) = ("cut", [UInt8](repeating: 1, count: 9000)) }
      let thrown = await status { for try await _ in channel.serverStream(Probe.flood, note) {} }
      #expect(thrown?.code == .aborted)
    }
  }

  /// Whoever asks first, for the head or for a message, the call is sent once.
  @Test func twoAskersShareOneCall() async throws {
    try await withProbe(.memory) { channel, desk, _ in
      let stream = channel.serverStream(Probe.flood, Note())
      let loop = channel.core.loop
      try await loop.run {
        // Both find the channel without a connection, and so wait before the call is sent.
        async let metadata = stream.metadata
        var messages = stream.makeAsyncIterator()
        let message = try await messages.next()
        #expect(message == Note())
        _ = try await metadata
      }
      #expect(desk.started.load(ordering: .relaxed) == 1)
    }
  }

  @Test(arguments: Depth.allCases, [0, 1, 1_000])
  func messagesArriveInOrder(depth: Depth, count: Int) async throws {
    try await withProbe(depth) { channel, _, _ in
      let request = Note.with { $0.value = Array(repeating: 0, count: count) }
      var texts: [String] = []
      for try await note in channel.serverStream(Probe.count, request) {
        texts.append(note.typeURL)
      }
      #expect(texts == (0..<count).map { "\($0)" })
    }
  }

  @Test func workerThreadMayWriteToo() async throws {
    try await withProbe(.memory) { channel, _, _ in
      let request = Note.with { $0.value = Array(repeating: 0, count: 100) }
      var count = 0
      for try await _ in channel.serverStream(Probe.countPool, request) { count += 1 }
      #expect(count == 100)
    }
  }

  @Test(arguments: Depth.allCases)
  func metadataTravelBothWays(depth: Depth) async throws {
    try await withProbe(depth) { channel, _, _ in
      let request = Note.with {
        $0.value = [0]
        $0.typeURL = "fail"
      }
      let options = CallOptions(metadata: ["echo": "hello"])
      let stream = channel.serverStream(Probe.count, request, options: options)
      let head = try await stream.metadata
      #expect(head["echo"] == "hello")
      let thrown = await status { for try await _ in stream {} }
      #expect(thrown?.code == .dataLoss)
      #expect(thrown?.message == "after the messages")
      #expect(thrown?.metadata["last"] == "words")
      #expect(await stream.trailers["last"] == "words")
    }
  }

  @Test(arguments: Depth.allCases)
  func slowReaderHoldsTheWriterBack(depth: Depth) async throws {
    try await withProbe(depth) { channel, desk, _ in
      let request = Note.with { $0.value = Array(repeating: 1, count: 16_000) }
      let stream = channel.serverStream(Probe.flood, request)
      var iterator = stream.makeAsyncIterator()
      _ = try await iterator.next()
      // The writer comes to rest: windows, queue and high-water mark are full.
      var last = -1
      var rested = 0
      while rested < 20 {
        try await Task.sleep(for: .milliseconds(5))
        let now = desk.flooded.load(ordering: .relaxed)
        rested = now == last ? rested + 1 : 0
        last = now
      }
      // 256 KiB of window and 256 KiB above the high-water mark, in messages of 16 KB, and slack.
      #expect(last < 60)
      for _ in 0..<200 { _ = try await iterator.next() }
      #expect(desk.flooded.load(ordering: .relaxed) > last)
    }
  }

  @Test(arguments: Depth.allCases)
  func readerThatLeavesCancelsTheWriter(depth: Depth) async throws {
    try await withProbe(depth) { channel, desk, _ in
      var count = 0
      for try await _ in channel.serverStream(Probe.flood, Note()) {
        count += 1
        if count == 10 { break }
      }
      #expect(await eventually { desk.cancelled.load(ordering: .relaxed) == 1 })
      let answer = try await channel.unary(Probe.echo, Note())
      #expect(answer == Note())
    }
  }

  @Test(arguments: Depth.allCases)
  func cancelledReaderCancelsTheWriter(depth: Depth) async throws {
    try await withProbe(depth) { channel, desk, _ in
      let reader = Task {
        await status { for try await _ in channel.serverStream(Probe.flood, Note()) {} }
      }
      #expect(await eventually { desk.flooded.load(ordering: .relaxed) > 10 })
      reader.cancel()
      #expect(await reader.value?.code == .cancelled)
      #expect(await eventually { desk.cancelled.load(ordering: .relaxed) == 1 })
    }
  }

  @Test(arguments: Depth.allCases)
  func deadlineEndsAStream(depth: Depth) async throws {
    try await withProbe(depth) { channel, desk, _ in
      let options = CallOptions(timeout: .milliseconds(100))
      let thrown = await status {
        for try await _ in channel.serverStream(Probe.flood, Note(), options: options) {}
      }
      #expect(thrown?.code == .deadlineExceeded)
      #expect(
        await eventually {
          desk.cancelled.load(ordering: .relaxed) == desk.started.load(ordering: .relaxed)
        })
    }
  }

  /// A stream without a deadline is not cut by the default for unary calls.
  @Test func streamHasNoDefaultDeadline() async throws {
    var configuration = ServerConfiguration()
    configuration.limits.defaultDeadline = .milliseconds(20)
    try await withProbe(.memory, server: configuration) { channel, desk, _ in
      var iterator = channel.serverStream(Probe.flood, Note()).makeAsyncIterator()
      for _ in 0..<20 {
        _ = try await iterator.next()
        try await Task.sleep(for: .milliseconds(5))
      }
      #expect(desk.cancelled.load(ordering: .relaxed) == 0)
    }
  }

  @Test func messageLargerThanTheWindowArrives() async throws {
    var client = ChannelConfiguration()
    client.transport.streamWindow = 70_000
    try await withProbe(.memory, client: client) { channel, _, _ in
      let request = Note.with { $0.value = Array(repeating: 1, count: 1_000_000) }
      var iterator = channel.serverStream(Probe.flood, request).makeAsyncIterator()
      for _ in 0..<5 {
        let note = try await iterator.next()
        #expect(note?.value.count == 1_000_000)
      }
    }
  }
}
