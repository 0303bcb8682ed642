/// What can be wrong with the prefix of a gRPC message.
enum FramingFault: Equatable {
  /// The length, in bytes, is over the limit.
  case tooLarge(Int)
  /// The flag says compressed and no encoding was agreed.
  case compressedWithoutEncoding
  /// The flag is neither 0 nor 1.
  case unknownFlag(UInt8)

  /// The status that the call ends with.
  var status: Status {
    switch self {
    case .tooLarge(let length):
      Status(.resourceExhausted, "a message of \(length) bytes is over the limit")
    case .compressedWithoutEncoding:
      Status(.internalError, "a message is marked as compressed and no grpc-encoding was given")
    case .unknownFlag(let flag):
      Status(.internalError, "a message has the unknown flag \(flag)")
    }
  }
}
