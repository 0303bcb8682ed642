/// Why a message has no JSON. It says where and what, and never what the message holds.
public struct JSONEncodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// A `google.protobuf.Timestamp` outside of the years 1 to 9999, or with nanoseconds that are
    /// none.
    case momentOutOfRange
    /// A `google.protobuf.Duration` of more than 315,576,000,000 seconds, or with nanoseconds that
    /// are none or have another sign than the seconds.
    case durationOutOfRange
    /// A path of a `google.protobuf.FieldMask` that lowerCamelCase cannot express.
    case maskPath
    /// A `google.protobuf.Value` that is NaN or infinite.
    case valueNotFinite
    /// A `google.protobuf.Value` that is of no kind.
    case valueWithoutKind
    /// A `google.protobuf.Any` whose type is not among the types given.
    case unknownType
    /// A `google.protobuf.Any` whose content is no encoding of its type.
    case malformedContent
    /// Contents of `google.protobuf.Any` nested deeper, or larger, than the limits allow.
    case overLimit
  }

  /// What is wrong.
  public let reason: Reason
  /// Where: names as in the contract, and places in lists and maps counted from 0, such as
  /// `history[2].at`. Empty for the message itself.
  public let path: String

  /// An error of one's own, for tests and for parts of JSON that are written elsewhere.
  public init(reason: Reason, path: String) {
    self.reason = reason
    self.path = path
  }

  /// One line for people.
  public var description: String { path.isEmpty ? reason.text : "\(path): \(reason.text)" }
}

extension JSONEncodingError.Reason {
  /// What is wrong, as a sentence without its stop.
  public var text: String {
    switch self {
    case .momentOutOfRange: "the moment lies outside of the years 1 to 9999"
    case .durationOutOfRange: "the duration is too long, or its parts have different signs"
    case .maskPath: "the path of the mask cannot be written in lowerCamelCase and read back"
    case .valueNotFinite: "JSON has no number that is infinite or not a number"
    case .valueWithoutKind: "the value is of no kind"
    case .unknownType: "the type of the content is not known here"
    case .malformedContent: "the content is no encoding of its type"
    case .overLimit: "the content is nested too deep or too large"
    }
  }
}
