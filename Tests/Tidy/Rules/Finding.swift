/// One offence against a house rule: where, and what to do instead.
public struct Finding: Sendable, CustomStringConvertible, Equatable {
  /// Path of the file, relative to the root.
  public let path: String
  /// Line number, counted from one.
  public let line: Int
  /// What is wrong and what to do instead, as one sentence.
  public let message: String

  /// Makes a finding.
  public init(path: String, line: Int, message: String) {
    self.path = path
    self.line = line
    self.message = message
  }

  /// `path:line: message`, as editors understand it.
  public var description: String { "\(path):\(line): \(message)" }
}
