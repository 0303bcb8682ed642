internal import ConformanceMessages
internal import LintasProtobuf
internal import LintasStandard

/// What the testee answers. We bear proto3, binary and JSON; everything else is skipped, as the
/// suite provides.
enum Answer {
  /// What may stand in a `google.protobuf.Any`.
  private static let types = [LintasStandardTypes.all, ConformanceMessagesTypes.all]

  /// The answer to one request.
  static func to(_ request: ConformanceRequest) -> ConformanceResponse {
    // The first request: which tests we expect to fail. None.
    if request.messageType == FailureSet.messageName {
      return .with { $0.protobufPayload = FailureSet().encoded() }
    }
    guard request.messageType == TestAllTypesProto3.messageName else {
      return .with { $0.skipped = "message \(request.messageType)" }
    }
    return to(request, as: TestAllTypesProto3.self)
  }

  private static func to<Kind: Message>(
    _ request: ConformanceRequest, as kind: Kind.Type
  ) -> ConformanceResponse {
    let format = request.requestedOutputFormat
    guard format == .protobuf || format == .json else {
      return .with { $0.skipped = "output in the text format" }
    }
    let message: Kind
    do {
      switch request.payload {
      case .protobufPayload(let bytes):
        message = try Kind(decoding: bytes)
      case .jsonPayload(let text):
        var options = JSONDecodingOptions(types: types)
        options.ignoresUnknownFields = request.testCategory == .jsonIgnoreUnknownParsingTest
        message = try Kind(json: text, options: options)
      case .jspbPayload, .textPayload, nil:
        return .with { $0.skipped = "input in the text format" }
      }
    } catch {
      return .with { $0.parseError = "\(error)" }
    }
    if format == .protobuf { return .with { $0.protobufPayload = message.encoded() } }
    do {
      let text = try message.json(options: .init(types: types))
      return .with { $0.jsonPayload = text }
    } catch {
      return .with { $0.serializeError = "\(error)" }
    }
  }
}
