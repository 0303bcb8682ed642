internal import Glibc
internal import InteropMessages
internal import InteropServices
internal import LintasProtobuf
internal import LintasRPC

/// What cases play with: a channel to the server, its stubs, and messages of all sizes.
struct TestBed: Sendable {
  /// The channel that most cases share.
  let channel: Channel
  /// What the flags say about the cases that last long.
  let soak: SoakFlags
  private let flags: ServerFlags

  /// Nothing is connected yet.
  init(flags: ServerFlags, soak: SoakFlags) throws {
    self.flags = flags
    self.soak = soak
    channel = try Self.channel(flags)
  }

  /// The methods of the server, over the shared channel.
  var service: TestClient { TestClient(channel: channel) }

  /// A channel of its own.
  func anotherChannel() throws -> Channel { try Self.channel(flags) }

  /// Ends the shared channel.
  func close() { channel.close() }

  private static func channel(_ flags: ServerFlags) throws -> Channel {
    var configuration = ChannelConfiguration()
    if !flags.name.isEmpty { configuration.authority = flags.name }
    if !flags.serviceConfig.isEmpty {
      configuration.service = try ServiceConfig(json: flags.serviceConfig)
    }
    let host = flags.host.contains(":") ? "[\(flags.host)]" : flags.host
    let channel = try Channel(
      "\(host):\(flags.port)", trust: flags.trust,
      serverName: flags.name.isEmpty ? nil : flags.name, configuration: configuration)
    let fields = try flags.fields()
    if fields.isEmpty { return channel }
    return channel.preparing { $1.metadata.append(contentsOf: fields) }
  }

  // MARK: What many cases do

  /// A payload of zeros.
  static func payload(_ bytes: Int) -> Payload {
    .with { $0.body = [UInt8](repeating: 0, count: bytes) }
  }

  /// The request that the descriptions use wherever a large one is meant.
  static var largeRequest: SimpleRequest {
    .with {
      $0.responseSize = 314_159
      $0.payload = payload(271_828)
    }
  }

  /// Fails unless a payload has so many bytes, and nothing but zeros.
  static func check(_ payload: Payload, has bytes: Int) throws(CaseFailure) {
    try CaseFailure.unless("the size of the payload", is: payload.bodyBytes.count, bytes)
    // Byte by byte this would be most of what a large case takes, in a build for debugging.
    let isZero = payload.bodyBytes.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress, let first = bytes.first else { return true }
      return first == 0 && memcmp(start, start + 1, bytes.count - 1) == 0
    }
    guard isZero else { throw CaseFailure("the payload holds other bytes than zeros") }
  }

  /// Makes the large call.
  static func largeUnary(
    _ service: TestClient, request: SimpleRequest = largeRequest,
    options: CallOptions = CallOptions()
  ) async throws {
    let answer = try await service.unaryCall(request, options: options)
    try check(answer.payload, has: Int(request.responseSize))
  }

  /// Fails unless `body` ends with a status.
  ///
  /// - Returns: the status.
  @discardableResult
  static func status(
    _ wanted: StatusCode, of body: () async throws -> Void
  ) async throws -> Status {
    do {
      try await body()
    } catch let status as Status {
      guard status.code == wanted else { throw CaseFailure("\(status) instead of \(wanted)") }
      return status
    }
    throw CaseFailure("the call went well instead of ending with \(wanted)")
  }
}
