/// What a server says about making a call again, in the trailer `grpc-retry-pushback-ms`.
enum RetryPushback: Equatable {
  /// Nothing.
  case none
  /// Not before this time has passed.
  case after(Duration)
  /// Not at all: by a negative number, one that cannot be read, or several.
  case never

  /// What one more field says.
  mutating func take(_ value: UnsafeRawBufferPointer) {
    guard self == .none, let number = Int32(String(decoding: value, as: UTF8.self)), number >= 0
    else {
      self = .never
      return
    }
    self = .after(.milliseconds(Int64(number)))
  }
}
