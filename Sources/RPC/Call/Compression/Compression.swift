/// How the messages of a call are compressed (compression.md of the gRPC project).
public enum Compression: UInt8, Sendable {
  /// Not at all.
  case identity
  /// With gzip (RFC 1952).
  case gzip
}

extension Compression {
  /// What stands in `grpc-encoding`.
  var name: StaticString {
    switch self {
    case .identity: "identity"
    case .gzip: "gzip"
    }
  }

  /// All of them, as `grpc-accept-encoding` names them.
  static var all: StaticString { "identity,gzip" }

  /// The compression of a name in `grpc-encoding`; `nil` for one that is unknown.
  init?(name: UnsafeRawBufferPointer) {
    if name.matches(Compression.identity.name) {
      self = .identity
    } else if name.matches(Compression.gzip.name) {
      self = .gzip
    } else {
      return nil
    }
  }

  /// Whether the value of a `grpc-accept-encoding` names a compression.
  static func list(_ value: UnsafeRawBufferPointer, contains wanted: Compression) -> Bool {
    // What the C core sends, and so most callers, on every call.
    if value.matches("identity, deflate, gzip") { return true }
    return value.split(separator: 0x2C).contains { part in
      var part = part
      while part.first == 0x20 { part = part.dropFirst() }
      while part.last == 0x20 { part = part.dropLast() }
      return UnsafeRawBufferPointer(rebasing: part).matches(wanted.name)
    }
  }
}
