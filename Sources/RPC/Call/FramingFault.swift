/// What can be wrong with a gRPC message before it is decoded.
enum FramingFault: Error, Equatable {
  /// The length, in bytes, is over the limit.
  case tooLarge(Int)
  /// The flag says compressed and no encoding was agreed.
  case compressedWithoutEncoding
  /// The flag is neither 0 nor 1.
  case unknownFlag(UInt8)
  /// The message is marked as compressed and cannot be decompressed.
  case corrupt
  /// It would have more bytes than this limit once it is decompressed.
  case inflatedTooLarge(Int)
  /// There is no memory to decompress it.
  case noMemory

  /// The status that the call ends with.
  var status: Status {
    switch self {
    case .tooLarge(let length):
      Status(.resourceExhausted, "a message of \(length) bytes is over the limit")
    case .compressedWithoutEncoding:
      Status(.internalError, "a message is marked as compressed and no grpc-encoding was given")
    case .unknownFlag(let flag):
      Status(.internalError, "a message has the unknown flag \(flag)")
    case .corrupt:
      Status(.internalError, "a message cannot be decompressed")
    case .inflatedTooLarge(let limit):
      Status(.resourceExhausted, "a message has more than \(limit) bytes once it is decompressed")
    case .noMemory:
      Status(.resourceExhausted, "there is no memory to decompress a message")
    }
  }
}
