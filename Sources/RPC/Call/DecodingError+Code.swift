internal import LintasProtobuf

extension DecodingError {
  /// The code of a call whose message cannot be decoded (statuscodes.md of the gRPC project):
  /// RESOURCE_EXHAUSTED if it takes too much memory, otherwise INTERNAL.
  var code: StatusCode { self == .overBudget ? .resourceExhausted : .internalError }
}
