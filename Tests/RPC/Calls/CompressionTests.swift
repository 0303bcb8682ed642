import LintasProtobuf
import LintasStandard
import LintasTransport
import Testing

@testable import LintasRPC

/// Promise: messages are compressed only with what the other side takes, by call and by message;
/// whatever is wrong with a compressed message has the answer that the rules name; limits count
/// what comes out.
@Suite(.timeLimit(.minutes(5))) struct CompressionTests {
  private static let zeros = Note.with { $0.value = [UInt8](repeating: 0, count: 10_000) }

  @Test(arguments: ["Special", "SpecialInline", "SpecialPool"])
  func compressedRequestIsServed(method: String) async throws {
    let request = RawRequest(path(method), ["grpc-encoding": "gzip"])
      .sending(gzipped(Self.zeros))
    let response = try await answer(request)
    #expect(response.code == .ok)
    #expect(response.messages == [Self.zeros.encoded()])
    #expect(response.blocks[0]["grpc-encoding"] == nil)
  }

  /// The flag of each message says whether it is compressed, not the head.
  @Test func messagesOfAStreamAreCompressedOneByOne() async throws {
    let request = RawRequest(path("SpecialChat"), ["grpc-encoding": "gzip"])
      .sending(gzipped(Self.zeros) + framed([]) + gzipped(Self.zeros) + framed([]))
    let response = try await answer(request)
    #expect(response.code == .ok)
    #expect(response.messages == [Self.zeros.encoded(), [], Self.zeros.encoded(), []])
  }

  /// A handler can tell, wherever it runs; a call knows nothing of the one before it.
  @Test(arguments: ["Special", "SpecialPool"])
  func handlerKnowsWhetherItsRequestCameCompressed(method: String) async throws {
    let flag = Note.with { ($0.typeURL, $0.value) = ("flag", Self.zeros.value) }
    try await withProbeServer(.withWorkers) { server, _ in
      for (message, text) in [
        (gzipped(flag), "compressed"), (framed(flag.encoded()), "plain"),
        (gzipped(flag), "compressed"), (framed(flag.encoded()), "plain"),
      ] {
        let request = RawRequest(path(method), ["grpc-encoding": "gzip"]).sending(message)
        let response = try await RawResponse.of(request, from: server)
        #expect(response.messages == [Note.with { $0.typeURL = text }.encoded()])
      }
    }
  }

  @Test func handlerKnowsItOfEachMessageOfAStream() async throws {
    let flag = Note.with { ($0.typeURL, $0.value) = ("flag", Self.zeros.value) }
    let request = RawRequest(path("SpecialChat"), ["grpc-encoding": "gzip"])
      .sending(gzipped(flag) + framed(flag.encoded()) + gzipped(flag))
    let response = try await answer(request)
    let texts = ["compressed", "plain", "compressed"]
    #expect(response.messages == texts.map { text in Note.with { $0.typeURL = text }.encoded() })
  }

  @Test(arguments: ["gzip", "identity,deflate,gzip", "identity, gzip;", "br , gzip"])
  func responseIsCompressedForWhoTakesIt(accepted: String) async throws {
    let takes = !accepted.hasSuffix(";")
    for isDefault in [true, false] {
      var configuration = ServerConfiguration.withWorkers
      if isDefault { configuration.compression = .gzip }
      let note = Note.with {
        $0 = Self.zeros
        if !isDefault { $0.typeURL = "gzip" }
      }
      for method in ["Special", "SpecialInline", "SpecialPool"] {
        let request = RawRequest(path(method), ["grpc-accept-encoding": accepted])
          .sending(framed(note.encoded()))
        let response = try await answer(request, configuration)
        #expect(response.code == .ok)
        #expect(response.blocks[0]["grpc-encoding"] == (takes ? "gzip" : nil))
        #expect(response.body.first == (takes ? 1 : 0))
        #expect(try plain(response) == [note.encoded()])
      }
    }
  }

  @Test func responseIsPlainForWhoTakesNoneAndByDefault() async throws {
    let gzip = framed(Note.with { ($0.typeURL, $0.value) = ("gzip", Self.zeros.value) }.encoded())
    let notTaken = try await answer(RawRequest(path("Special")).sending(gzip))
    #expect(notTaken.body.first == 0)
    let notAsked = try await answer(
      RawRequest(path("Special"), ["grpc-accept-encoding": "gzip"])
        .sending(framed(Self.zeros.encoded())))
    #expect(notAsked.body.first == 0)
    #expect(notAsked.blocks[0]["grpc-encoding"] == nil)
  }

  @Test func callMaySwitchCompressionOff() async throws {
    var configuration = ServerConfiguration.withWorkers
    configuration.compression = .gzip
    let note = Note.with { ($0.typeURL, $0.value) = ("identity", Self.zeros.value) }
    let request = RawRequest(path("Special"), ["grpc-accept-encoding": "gzip"])
      .sending(framed(note.encoded()))
    let response = try await answer(request, configuration)
    #expect(response.body.first == 0)
    #expect(response.blocks[0]["grpc-encoding"] == nil)
  }

  /// A single message may be excepted, and a small one is.
  @Test func messageMaySwitchCompressionOff() async throws {
    var configuration = ServerConfiguration.withWorkers
    configuration.compression = .gzip
    let plainNote = Note.with { ($0.typeURL, $0.value) = ("plain", Self.zeros.value) }
    let request = RawRequest(path("SpecialChat"), ["grpc-accept-encoding": "gzip"])
      .sending(
        framed(Self.zeros.encoded()) + framed(plainNote.encoded()) + framed([])
          + framed(Self.zeros.encoded()))
    let response = try await answer(request, configuration)
    #expect(response.blocks[0]["grpc-encoding"] == "gzip")
    #expect(response.flags == [1, 0, 0, 1])
    #expect(
      try plain(response) == [
        Self.zeros.encoded(), plainNote.encoded(), [], Self.zeros.encoded(),
      ])
  }

  /// Random bytes do not become smaller, and go out as they are.
  @Test func messageThatDoesNotShrinkIsSentPlain() async throws {
    var random = SeededGenerator()
    var configuration = ServerConfiguration.withWorkers
    configuration.compression = .gzip
    let bytes = (0..<5_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    let note = Note.with { $0.value = bytes }
    let request = RawRequest(path("Special"), ["grpc-accept-encoding": "gzip"])
      .sending(framed(note.encoded()))
    let response = try await answer(request, configuration)
    #expect(response.flags == [0])
    #expect(response.messages == [note.encoded()])
  }

  @Test(arguments: ["Special", "SpecialChat"])
  func bombIsResourceExhausted(method: String) async throws {
    let bomb = Note.with { $0.value = [UInt8](repeating: 0, count: 50_000_000) }
    let bytes = gzipped(bomb)
    #expect(bytes.count < 60_000)
    let response = try await answer(
      RawRequest(path(method), ["grpc-encoding": "gzip"]).sending(bytes))
    #expect(response.code == .resourceExhausted)
    #expect(response.blocks.count == 1)
  }

  @Test func limitCountsWhatComesOut() async throws {
    var configuration = ServerConfiguration.withWorkers
    for (limit, code) in [(Self.zeros.encoded().count, .ok), (9_999, .resourceExhausted)]
      as [(Int, StatusCode)]
    {
      configuration.limits.messageBytes = limit
      let request = RawRequest(path("Special"), ["grpc-encoding": "gzip"])
        .sending(gzipped(Self.zeros))
      #expect(try await answer(request, configuration).code == code)
    }
  }

  @Test(arguments: ["Special", "SpecialChat"])
  func corruptMessageIsInternal(method: String) async throws {
    let whole = Array(gzipped(Self.zeros).dropFirst(5))
    for bytes in [[], [1, 2, 3], Array(whole.dropLast()), whole + [0]] {
      let request = RawRequest(path(method), ["grpc-encoding": "gzip"])
        .sending(framed(bytes, flag: 1))
      #expect(try await answer(request).code == .internalError)
    }
  }

  @Test(arguments: ["Special", "SpecialChat"], [nil, "identity"])
  func compressedFlagWithoutEncodingIsInternal(method: String, encoding: String?) async throws {
    let request = RawRequest(path(method), ["grpc-encoding": encoding])
      .sending(gzipped(Self.zeros))
    #expect(try await answer(request).code == .internalError)
  }

  @Test(arguments: ["deflate", "snappy", "GZIP", ""])
  func unknownEncodingIsUnimplementedAndTheKnownOnesAreNamed(encoding: String) async throws {
    let response = try await answer(RawRequest(path("Special"), ["grpc-encoding": encoding]))
    #expect(response.code == .unimplemented)
    #expect(response["grpc-accept-encoding"] == "identity,gzip")
  }

  private func path(_ method: String) -> String { "/lintas.test.Probe/\(method)" }

  private func answer(
    _ request: RawRequest, _ configuration: ServerConfiguration = .withWorkers
  ) async throws -> RawResponse {
    try await withProbeServer(configuration) { server, _ in
      try await RawResponse.of(request, from: server)
    }
  }

  private func gzipped(_ note: Note) -> [UInt8] {
    let codec = GzipCodec()
    return framed(note.encoded()).withUnsafeBytes { codec.deflate(framed: $0) }.map { Array($0) }
      ?? []
  }

  /// The messages of a response, decompressed where their flags say so.
  private func plain(_ response: RawResponse) throws -> [[UInt8]] {
    let codec = GzipCodec()
    return try zip(response.flags, response.messages).map { flag, message in
      guard flag == 1 else { return message }
      return try message.withUnsafeBytes { Array(try codec.inflate($0, limit: 1 << 24)) }
    }
  }
}
