public import LintasProtobuf
internal import LintasStandard

/// The google.rpc details of a status: what a program can act on, such as the violations of a
/// request (`GoogleBadRequest`) or when to try again (`GoogleRetryInfo`).
///
/// They travel as a serialised `google.rpc.Status` in the trailer `grpc-status-details-bin`.
extension Status {
  /// A status with details.
  ///
  /// - Parameters:
  ///   - code: what kind of outcome it is.
  ///   - message: a sentence for a developer.
  ///   - details: messages of google.rpc, or of a contract that the caller knows.
  public init(_ code: StatusCode, _ message: String, with details: [any Message]) {
    let whole = GoogleStatus.with { status in
      status.code = Int32(code.rawValue)
      status.message = message
      for detail in details {
        status.details.append {
          $0.typeURL = Self.typePrefix + type(of: detail).messageName
          $0.value = detail.encoded()
        }
      }
    }
    self.init(code, message, details: whole.encoded())
  }

  /// The first detail of a type; `nil` if there is none, or if it cannot be read.
  public func detail<Detail: Message>(_ type: Detail.Type = Detail.self) -> Detail? {
    guard !details.isEmpty, let whole = try? GoogleStatus(decoding: details) else { return nil }
    for index in 0..<whole.details.count {
      let detail = whole.details[index]
      // Any host may stand before the slash; the name behind it is what counts.
      let name = detail.typeURL.utf8.split(separator: 0x2F).last
      guard let name, name.elementsEqual(Detail.messageName.utf8) else { continue }
      return try? Detail(decoding: detail.value)
    }
    return nil
  }

  private static var typePrefix: String { "type.googleapis.com/" }
}
