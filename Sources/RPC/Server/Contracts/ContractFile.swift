/// A .proto file as its compiler describes it, without comments, in the program's own constants.
///
/// Generated code makes it. It costs nothing until its bytes are asked for.
public struct ContractFile: Sendable {
  /// The path by which other files import it, such as `lintas/v1/applicant.proto`.
  public let path: StaticString
  private let latin1: StaticString

  /// A file.
  ///
  /// - Parameters:
  ///   - path: its path.
  ///   - latin1: its google.protobuf.FileDescriptorProto in wire format. Each byte is the character
  ///     of the same number, since a constant of the language is text.
  public init(path: StaticString, latin1: StaticString) {
    self.path = path
    self.latin1 = latin1
  }

  /// The FileDescriptorProto in wire format, made anew each time.
  public var bytes: [UInt8] {
    let text = latin1.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
    return text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  }
}
