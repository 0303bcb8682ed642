internal import ConformanceMessages
internal import LintasProtobuf

/// What the testee answers. We bear proto3, binary and JSON; everything else is skipped, as the
/// suite provides.
enum Answer {
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
    switch request.requestedOutputFormat {
    case .protobuf, .json: break
    case let format: return .with { $0.skipped = "output \(format)" }
    }
    let message: Kind
    do {
      switch request.payload {
      case .protobufPayload(let bytes): message = try Kind(decoding: bytes)
      case .jsonPayload:
        return .with { $0.skipped = "JSON" }
      case .jspbPayload, .textPayload, nil: return .with { $0.skipped = "input in the text format" }
      }
    } catch {
      return .with { $0.parseError = "\(error)" }
    }
    if request.requestedOutputFormat == .protobuf {
      return .with { $0.protobufPayload = message.encoded() }
    }
    return .with { $0.skipped = "JSON" }
  }
}
