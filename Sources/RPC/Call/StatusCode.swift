/// The outcome of a call, as gRPC numbers it (statuscodes.md of the gRPC project).
///
/// `ok` is not an error: it stands here because the number travels in every reply. A number that
/// is not in the list arrives as `unknown`, as the standard asks.
public enum StatusCode: UInt8, Sendable, CaseIterable {
  /// The call did what it was asked to do.
  case ok = 0
  /// The caller gave the call up.
  case cancelled = 1
  /// Somebody failed and did not say how.
  case unknown = 2
  /// The request is wrong whatever the state of the system.
  case invalidArgument = 3
  /// The time ran out before the call ended. The change it asked for may have been made.
  case deadlineExceeded = 4
  /// What was asked for does not exist.
  case notFound = 5
  /// What was to be made exists already.
  case alreadyExists = 6
  /// The caller is known and may not do this.
  case permissionDenied = 7
  /// A quota or a limit is used up.
  case resourceExhausted = 8
  /// The system is not in the state that the call needs; trying again alone does not help.
  case failedPrecondition = 9
  /// The call met another one in its way; the caller may try the whole sequence again.
  case aborted = 10
  /// The call reached past a valid range.
  case outOfRange = 11
  /// There is no such service or method here, or it cannot do this.
  case unimplemented = 12
  /// An invariant is broken. Named so because `internal` is a word of the language.
  case internalError = 13
  /// The service cannot be reached now; trying again with a pause may help.
  case unavailable = 14
  /// Data are lost or damaged beyond repair.
  case dataLoss = 15
  /// The caller did not say who it is, or not convincingly.
  case unauthenticated = 16
}

extension StatusCode {
  /// Reads the value of a `grpc-status` field: decimal digits.
  ///
  /// Anything that is not the number of a known code is `unknown`; this never fails.
  ///
  /// - Parameter decimal: the bytes of the field's value, borrowed for the call.
  public init(decimal: UnsafeRawBufferPointer) {
    var number = 0
    for byte in decimal {
      guard byte >= 0x30, byte <= 0x39, number < 100 else {
        self = .unknown
        return
      }
      number = number &* 10 &+ Int(byte &- 0x30)
    }
    guard !decimal.isEmpty, number <= 16, let code = StatusCode(rawValue: UInt8(number)) else {
      self = .unknown
      return
    }
    self = code
  }
}

extension StatusCode: CustomStringConvertible {
  /// The name that the standard gives the code, such as `INVALID_ARGUMENT`.
  public var description: String {
    switch self {
    case .ok: "OK"
    case .cancelled: "CANCELLED"
    case .unknown: "UNKNOWN"
    case .invalidArgument: "INVALID_ARGUMENT"
    case .deadlineExceeded: "DEADLINE_EXCEEDED"
    case .notFound: "NOT_FOUND"
    case .alreadyExists: "ALREADY_EXISTS"
    case .permissionDenied: "PERMISSION_DENIED"
    case .resourceExhausted: "RESOURCE_EXHAUSTED"
    case .failedPrecondition: "FAILED_PRECONDITION"
    case .aborted: "ABORTED"
    case .outOfRange: "OUT_OF_RANGE"
    case .unimplemented: "UNIMPLEMENTED"
    case .internalError: "INTERNAL"
    case .unavailable: "UNAVAILABLE"
    case .dataLoss: "DATA_LOSS"
    case .unauthenticated: "UNAUTHENTICATED"
    }
  }
}
