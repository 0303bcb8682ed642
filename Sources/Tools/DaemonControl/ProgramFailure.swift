/// Another program did not do what was expected of it.
public enum ProgramFailure: Error, CustomStringConvertible {
  /// It did not end in time and was killed.
  case endless(String, Duration, output: String)
  /// It did not say in time what was waited for.
  case silent(String, Duration, output: String)
  /// It ended with this code, too early or with the wrong code.
  case ended(String, Int32, output: String)

  /// One sentence, then what the program said.
  public var description: String {
    switch self {
    case .endless(let name, let limit, let output):
      "\(name) did not end within \(limit) and was killed; it said:\n\(output)"
    case .silent(let name, let limit, let output):
      "\(name) did not say within \(limit) what was waited for, but:\n\(output)"
    case .ended(let name, let code, let output):
      "\(name) ended with code \(code); it said:\n\(output)"
    }
  }
}
