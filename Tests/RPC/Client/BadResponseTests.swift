import LintasProtobuf
import LintasStandard
import LintasTransport
import Testing

@testable import LintasRPC

/// Promise: whatever a server answers, a call ends with exactly one status, and with the one that
/// the rules name for it. One test for each duty of a client that reads.
@Suite(.timeLimit(.minutes(5))) struct BadResponseTests {
  // MARK: Statuses

  /// PROTOCOL-HTTP2.md, "Errors".
  @Test(arguments: [
    (UInt8(0), StatusCode.internalError), (0x1, .internalError), (0x2, .internalError),
    (0x3, .internalError), (0x4, .internalError), (0x6, .internalError), (0x7, .unavailable),
    (0x8, .cancelled), (0x9, .internalError), (0xA, .internalError), (0xB, .resourceExhausted),
    (0xC, .permissionDenied), (0x20, .unknown),
  ])
  func resetBecomesAStatus(code: UInt8, status: StatusCode) async throws {
    try await answering { server, stream in
      server.send(3, 0, stream, [0, 0, 0, code])
    } expecting: {
      $0.code == status
    }
  }

  /// http-grpc-status-mapping.md; with a body and without.
  @Test(
    arguments: [
      ("400", StatusCode.internalError), ("401", .unauthenticated), ("403", .permissionDenied),
      ("404", .unimplemented), ("429", .unavailable), ("431", .internalError), ("500", .unknown),
      ("502", .unavailable), ("503", .unavailable), ("504", .unavailable), ("302", .unknown),
    ], [true, false])
  func httpStatusBecomesAStatus(_ mapping: (String, StatusCode), hasBody: Bool) async throws {
    try await answering { server, stream in
      server.headers(
        stream, end: !hasBody, [(":status", mapping.0), ("content-type", "text/html")])
      if hasBody { server.send(0, 1, stream, Array("<html>".utf8)) }
    } expecting: {
      $0.code == mapping.1
    }
  }

  @Test func interimResponsesAreSkipped() async throws {
    try await answering { server, stream in
      server.headers(stream, end: false, [(":status", "100")])
      server.headers(stream, end: false, [(":status", "103"), ("link", "</a>")])
      server.answer(stream)
    } expecting: { _ in
      false
    } orAnswer: {
      true
    }
  }

  @Test func trailersOnlyIsAWholeResponse() async throws {
    try await answering { server, stream in
      server.headers(
        stream, end: true,
        [
          (":status", "200"), ("content-type", "application/grpc"), ("grpc-status", "5"),
          ("grpc-message", "not %E2%98%BA here"), ("x-more", "said"),
        ])
    } expecting: {
      $0.code == .notFound && $0.message == "not ☺ here" && $0.metadata["x-more"] == "said"
    }
  }

  @Test func statusInTheHeadOfABodyIsIgnored() async throws {
    try await answering { server, stream in
      server.open(stream, [("grpc-status", "5")])
      server.message(stream)
      server.finish(stream)
    } expecting: { _ in
      false
    } orAnswer: {
      true
    }
  }

  @Test func bodyWithoutTrailersIsInternal() async throws {
    try await answering { server, stream in
      server.open(stream)
      server.message(stream, end: true)
    } expecting: {
      $0.code == .internalError
    }
  }

  @Test func trailersWithoutStatusAreUnknown() async throws {
    try await answering { server, stream in
      server.open(stream)
      server.message(stream)
      server.headers(stream, end: true, [("x-more", "said")])
    } expecting: {
      $0.code == .unknown && $0.metadata["x-more"] == "said"
    }
  }

  @Test(arguments: [
    ("17", StatusCode.unknown), ("-1", .unknown), ("one", .unknown), ("05", .notFound),
  ])
  func statusThatIsNoneIsUnknown(text: String, code: StatusCode) async throws {
    try await answering { server, stream in
      server.open(stream)
      server.message(stream)
      server.finish(stream, text)
    } expecting: {
      $0.code == code
    }
  }

  @Test(arguments: ["%", "%4", "%zz", "%E2%98", "100%"])
  func statusMessageIsReadWhateverItIs(text: String) async throws {
    try await answering { server, stream in
      server.headers(
        stream, end: true,
        [
          (":status", "200"), ("content-type", "application/grpc"), ("grpc-status", "9"),
          ("grpc-message", text),
        ])
    } expecting: {
      $0.code == .failedPrecondition && !$0.message.isEmpty
    }
  }

  @Test(arguments: ["text/html", "application/grpc-web+proto", "application/grpc+json", nil])
  func answerThatIsNoGRPCIsUnknown(type: String?) async throws {
    try await answering { server, stream in
      server.headers(
        stream, end: false, [(":status", "200")] + (type.map { [("content-type", $0)] } ?? []))
      server.message(stream)
      server.finish(stream)
    } expecting: {
      $0.code == .unknown
    }
  }

  /// And the stream is reset with PROTOCOL_ERROR.
  @Test func secondHeadIsInternal() async throws {
    try await answering { server, stream in
      server.open(stream)
      server.open(stream)
    } expecting: {
      $0.code == .internalError
    } then: { server in
      server.frames.contains { $0.type == 3 && $0.code == .protocolError }
    }
  }

  @Test func lostConnectionIsUnavailable() async throws {
    try await answering { server, stream in
      server.open(stream)
      server.cut()
    } expecting: {
      $0.code == .unavailable && $0.cause != nil
    }
  }

  // MARK: Messages

  /// As many as one; the server says that all went well.
  @Test(arguments: [0, 2], [CallKind.unary, .clientStream])
  func wrongNumberOfAnswersIsUnimplemented(count: Int, kind: CallKind) async throws {
    try await answering(kind) { server, stream in
      server.open(stream)
      for _ in 0..<count { server.message(stream) }
      server.finish(stream)
    } expecting: {
      $0.code == .unimplemented
    }
  }

  /// Its prefix and its bytes come one at a time, with empty frames in between.
  @Test func bordersOfFramesMeanNothing() async throws {
    try await answering { server, stream in
      server.open(stream)
      for byte in [0, 0, 0, 0, 3, 0x0A, 0x01, 0x61] as [UInt8] {
        server.send(0, 0, stream, [byte])
        server.send(0, 0, stream)
      }
      server.finish(stream)
    } expecting: { _ in
      false
    } orAnswer: {
      true
    }
  }

  /// As soon as its prefix is there.
  @Test(arguments: RetryTests.kinds)
  func messageOverTheLimitIsResourceExhausted(kind: CallKind) async throws {
    try await answering(kind) { server, stream in
      server.open(stream)
      server.send(0, 0, stream, [0, 0, 0x50, 0, 0])
    } expecting: {
      $0.code == .resourceExhausted
    } then: { server in
      server.frames.contains { $0.type == 3 && $0.code == .cancel }
    }
  }

  @Test(arguments: RetryTests.kinds)
  func endAmidAMessageIsInternal(kind: CallKind) async throws {
    try await answering(kind) { server, stream in
      server.open(stream)
      server.send(0, 0, stream, [0, 0, 0, 0, 9, 1])
      server.finish(stream)
    } expecting: {
      $0.code == .internalError
    }
  }

  @Test(arguments: RetryTests.kinds)
  func flagThatIsNoneIsInternal(kind: CallKind) async throws {
    try await answering(kind) { server, stream in
      server.open(stream)
      server.send(0, 0, stream, [2, 0, 0, 0, 0])
      server.finish(stream)
    } expecting: {
      $0.code == .internalError
    }
  }

  @Test(arguments: RetryTests.kinds)
  func messageThatCannotBeReadIsInternal(kind: CallKind) async throws {
    try await answering(kind) { server, stream in
      server.open(stream)
      server.send(0, 0, stream, [0, 0, 0, 0, 2, 0xFF, 0xFF])
      server.finish(stream)
    } expecting: {
      $0.code == .internalError
    }
  }

  /// HTTP/2 counts it as a fault of the connection or the stream; the status stands.
  @Test func messageAfterTheEndIsIgnored() async throws {
    try await answering { server, stream in
      server.answer(stream)
      server.message(stream)
      server.finish(stream, "5")
    } expecting: { _ in
      false
    } orAnswer: {
      true
    }
  }

  // MARK: Metadata

  /// What HTTP allows does not fail a call: bytes beyond ASCII, spaces around, empty values.
  @Test func oddMetadataDoesNotFailTheCall() async throws {
    try await FrameServer.run { server, frame in
      guard frame.type == 1 else { return }
      server.open(
        frame.stream,
        [
          ("x-odd", "\u{E9}\u{FF}"), ("x-spaces", "  a b  "), ("x-empty", ""),
          ("x-many", "1"), ("x-many", "2"), ("grpc-anything", "else"),
        ])
      server.message(frame.stream)
      server.finish(frame.stream)
    } body: { channel, _ in
      let metadata = try await channel.response(Probe.echo, note("a")).metadata
      #expect(metadata["x-odd"] != nil)
      #expect(metadata["x-spaces"] == "a b")
      #expect(metadata["x-empty"] == "")
      #expect(metadata.values("x-many") == ["1", "2"])
      #expect(metadata["grpc-anything"] == nil)
    }
  }

  /// Padded or not, several in one field, and none that hides how the call went.
  @Test func binaryMetadataIsRead() async throws {
    try await FrameServer.run { server, frame in
      guard frame.type == 1 else { return }
      server.open(
        frame.stream,
        [
          ("x-bin", "q6ur"), ("y-bin", "AQ=="), ("z-bin", "AQ"), ("list-bin", "AQ,Ag==, Aw"),
          ("bad-bin", "*"),
        ])
      server.message(frame.stream)
      server.finish(frame.stream)
    } body: { channel, _ in
      let metadata = try await channel.response(Probe.echo, note("a")).metadata
      #expect(metadata.bytes("x-bin") == [0xAB, 0xAB, 0xAB])
      #expect(metadata.bytes("y-bin") == [1] && metadata.bytes("z-bin") == [1])
      #expect(metadata.count == 6)
      #expect(metadata.bytes("bad-bin") == nil)
    }
  }

  /// Above the limit that was announced, and far above it, in CONTINUATION frames.
  @Test(arguments: [9_000, 63_000])
  func headThatIsTooLargeIsResourceExhausted(size: Int) async throws {
    try await answering { server, stream in
      let block = FrameServer.block([
        (":status", "200"), ("content-type", "application/grpc"),
        ("x-large", String(repeating: "a", count: size)),
      ])
      let pieces = stride(from: 0, to: block.count, by: 16_000).map {
        Array(block[$0..<min($0 + 16_000, block.count)])
      }
      for (index, piece) in pieces.enumerated() {
        let flags: UInt8 = index == pieces.count - 1 ? 4 : 0
        server.send(index == 0 ? 1 : 9, flags, stream, piece)
      }
    } expecting: {
      $0.code == .resourceExhausted
    }
  }

  // MARK: Support

  /// Makes a call, answers its request, and looks at how it went, and at what came back.
  private func answering(
    _ kind: CallKind = .unary,
    _ answer: @escaping @Sendable (FrameServer, UInt32) -> Void,
    expecting: @Sendable (Status) -> Bool, orAnswer: @Sendable () -> Bool = { false },
    then: @Sendable (FrameServer) -> Bool = { _ in true }
  ) async throws {
    try await FrameServer.run { server, frame in
      // Once, even for a call that is sent again.
      if frame.type == 1 { answer(server, frame.stream) }
    } body: { channel, server in
      let (_, failure) = await outcome(kind, channel)
      #expect(failure.map(expecting) ?? orAnswer(), "\(failure.map { "\($0)" } ?? "an answer")")
      var isSeen = false
      for _ in 0..<1_000 where !isSeen {
        isSeen = await server.onLoop(then)
        if !isSeen { try await Task.sleep(for: .milliseconds(2)) }
      }
      #expect(isSeen)
    }
  }
}
