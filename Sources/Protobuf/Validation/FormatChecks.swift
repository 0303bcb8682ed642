/// The named formats that a contract may demand of a string (`format: "nik"`), each a function over
/// the text's UTF-8 bytes.
public struct FormatChecks: Sendable {
  /// Returns nil for text that has the format, else the rule that it breaks, such as
  /// `nik.province`, which becomes the violation's. It runs on the thread that validates and must
  /// not wait.
  public typealias Check = @Sendable (_ text: Span<UInt8>) -> String?

  private let checks: [String: Check]

  /// Formats by name.
  public init(_ checks: [String: Check]) { self.checks = checks }

  /// No formats: for contracts that name none.
  public static let none = FormatChecks([:])

  /// What is wrong with a text. A format without a check is a fault of the program, and no text
  /// passes it.
  func reason(_ name: String, _ text: Span<UInt8>) -> String? {
    guard let check = checks[name] else {
      assertionFailure("no check for the format \(name)")
      return ContractRule.unknownFormat
    }
    return check(text)
  }
}
