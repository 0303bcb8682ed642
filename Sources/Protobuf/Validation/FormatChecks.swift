internal import Glibc

/// The named formats that a contract may demand of a string (`format: "nik"`), each a function over
/// the text's UTF-8 bytes.
public final class FormatChecks: Sendable {
  /// Returns nil for text that has the format, else the rule that it breaks, such as
  /// `nik.province`, which becomes the violation's. It runs on the thread that validates and must
  /// not wait.
  public typealias Check = @Sendable (_ text: Span<UInt8>) -> String?

  /// The names one behind the other: there is a handful, so looking at each is faster than hashing.
  private let names: [UInt8]
  /// Where each name ends.
  private let ends: [Int]
  private let checks: [Check]

  /// Formats by name.
  public init(_ checks: [String: Check]) {
    var names: [UInt8] = []
    ends = checks.keys.map { name in
      names += Array(name.utf8)
      return names.count
    }
    self.names = names
    self.checks = Array(checks.values)
  }

  /// No formats: for contracts that name none.
  public static let none = FormatChecks([:])

  /// What is wrong with a text. A format without a check is a fault of the program, and no text
  /// passes it.
  func reason(_ name: StaticString, _ text: Span<UInt8>) -> String? {
    guard let index = index(of: name) else {
      assertionFailure("no check for the format \(name)")
      return ContractRule.unknownFormat
    }
    return checks[index](text)
  }

  private func index(of name: StaticString) -> Int? {
    let length = name.utf8CodeUnitCount
    var start = 0
    for (index, end) in ends.enumerated() {
      let isIt =
        end - start == length
        && names.withUnsafeBytes { known in
          known.baseAddress.map { memcmp($0 + start, name.utf8Start, length) == 0 } ?? false
        }
      if isIt { return index }
      start = end
    }
    return nil
  }
}
