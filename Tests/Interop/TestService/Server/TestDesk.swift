internal import Glibc
internal import InteropMessages
internal import LintasProtobuf
internal import LintasRPC

/// `grpc.testing.TestService` as the gRPC project describes it (interop-test-descriptions.md):
/// requests say what the answers are to be.
struct TestDesk: Sendable {
  /// Where load reports are kept for those who watch the server's load.
  let load: LoadBoard
  /// Another text for each process.
  private let identifier = "lintas-\(getpid())"

  /// The most bytes that somebody may ask for in one message.
  private static let mostBytes: Int32 = 64 << 20

  /// A desk with a board for load reports.
  init(load: LoadBoard) {
    self.load = load
  }

  /// Answers nothing with nothing.
  func emptyCall(_ request: Empty, by caller: Visitor) async throws -> Empty {
    echoMetadata(of: caller)
    return Empty()
  }

  /// Answers with a payload of the size that is asked for.
  func unaryCall(_ request: SimpleRequest, by caller: Visitor) async throws -> SimpleResponse {
    echoMetadata(of: caller)
    if request.hasExpectCompressed {
      try await check(isCompressed: request.expectCompressed.value, caller)
    }
    if request.hasOrcaPerQueryReport {
      let report = LoadBoard.report(request.orcaPerQueryReport)
      var trailers = Metadata()
      trailers.append("endpoint-load-metrics-bin", bytes: report.encoded())
      caller.context.addToTrailers(trailers)
    }
    if request.hasResponseStatus { try end(with: request.responseStatus) }
    if request.responseCompressed.value { caller.context.compressResponse(with: .gzip) }
    let payload = try payload(of: request.responseType, size: request.responseSize)
    return .with {
      $0.payload = payload
      if request.fillServerID { $0.serverID = identifier }
    }
  }

  /// Answers with the time, which is another one for each call, and says that the answer may be
  /// kept for a minute.
  func cacheableUnaryCall(
    _ request: SimpleRequest, by caller: Visitor
  ) async throws -> SimpleResponse {
    caller.context.addToHead(["cache-control": "max-age=60, public"])
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let text = "\(now.tv_sec * 1_000_000_000 + now.tv_nsec)"
    return .with { $0.payload.body = Array(text.utf8) }
  }

  /// Answers one request with a stream.
  func streamingOutputCall(
    _ request: StreamingOutputCallRequest,
    _ responses: ResponseWriter<StreamingOutputCallResponse>, _ caller: Visitor
  ) async throws {
    echoMetadata(of: caller)
    caller.context.compressResponse(with: .gzip)
    try await answer(request, to: responses)
  }

  /// Adds up the payloads of a stream.
  func streamingInputCall(
    _ requests: RequestStream<StreamingInputCallRequest>, _ caller: Visitor
  ) async throws -> StreamingInputCallResponse {
    echoMetadata(of: caller)
    var sum = 0
    for try await request in requests {
      if request.hasExpectCompressed {
        try await check(isCompressed: request.expectCompressed.value, caller)
      }
      sum += request.payload.bodyBytes.count
    }
    guard let total = Int32(exactly: sum) else {
      throw Status(.outOfRange, "the payloads have \(sum) bytes together")
    }
    return .with { $0.aggregatedPayloadSize = total }
  }

  /// Answers each request as it comes.
  func fullDuplexCall(
    _ requests: RequestStream<StreamingOutputCallRequest>,
    _ responses: ResponseWriter<StreamingOutputCallResponse>, _ caller: Visitor
  ) async throws {
    echoMetadata(of: caller)
    caller.context.compressResponse(with: .gzip)
    for try await request in requests {
      if request.hasOrcaOobReport { load.post(LoadBoard.report(request.orcaOobReport)) }
      try await answer(request, to: responses)
    }
  }

  /// Answers all requests when the last has come.
  func halfDuplexCall(
    _ requests: RequestStream<StreamingOutputCallRequest>,
    _ responses: ResponseWriter<StreamingOutputCallResponse>, _ caller: Visitor
  ) async throws {
    echoMetadata(of: caller)
    caller.context.compressResponse(with: .gzip)
    var waiting: [StreamingOutputCallRequest] = []
    for try await request in requests { waiting.append(request) }
    for request in waiting { try await answer(request, to: responses) }
  }

  // MARK: Inside

  private func answer(
    _ request: StreamingOutputCallRequest, to responses: ResponseWriter<StreamingOutputCallResponse>
  ) async throws {
    if request.hasResponseStatus { try end(with: request.responseStatus) }
    for parameters in request.responseParameters {
      if parameters.intervalUs > 0 {
        try await Task.sleep(for: .microseconds(Int64(parameters.intervalUs)))
      }
      let payload = try payload(of: request.responseType, size: parameters.size)
      try await responses.write(
        .with { $0.payload = payload }, compresses: parameters.compressed.value)
    }
  }

  private func payload(of type: PayloadType, size: Int32) throws(Status) -> Payload {
    guard type == .compressable else {
      throw Status(.invalidArgument, "there are only payloads that compress")
    }
    guard (0...Self.mostBytes).contains(size) else {
      throw Status(.invalidArgument, "a payload has from 0 to \(Self.mostBytes) bytes")
    }
    return .with { $0.body = [UInt8](repeating: 0, count: Int(size)) }
  }

  /// Ends the call as the request says; an end in good order comes after the answer.
  private func end(with status: EchoStatus) throws(Status) {
    guard status.code != 0 else { return }
    let code = UInt8(exactly: status.code).flatMap(StatusCode.init(rawValue:)) ?? .unknown
    throw Status(code, status.message)
  }

  private func check(isCompressed expected: Bool, _ caller: Visitor) async throws {
    let isCompressed = await caller.context.isRequestCompressed
    guard isCompressed == expected else {
      throw Status(
        .invalidArgument, "the request came \(isCompressed ? "" : "un")compressed")
    }
  }

  /// Two fields that every call may carry go back, one in the head and one in the trailers.
  private func echoMetadata(of caller: Visitor) {
    for value in caller.metadata.values("x-grpc-test-echo-initial") {
      caller.context.addToHead(["x-grpc-test-echo-initial": value])
    }
    if let value = caller.metadata.bytes("x-grpc-test-echo-trailing-bin") {
      var trailers = Metadata()
      trailers.append("x-grpc-test-echo-trailing-bin", bytes: value)
      caller.context.addToTrailers(trailers)
    }
  }
}
