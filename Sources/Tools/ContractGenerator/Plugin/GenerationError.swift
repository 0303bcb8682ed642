/// Why nothing is generated: every refusal, not only the first.
public struct GenerationError: Error, Equatable, CustomStringConvertible {
  /// The refusals in the order of the files.
  var refusals: [Refusal]

  /// One refusal.
  init(_ refusal: Refusal) {
    refusals = [refusal]
  }

  /// One or more refusals.
  init(_ refusals: [Refusal]) {
    self.refusals = refusals
  }

  /// One refusal a line.
  public var description: String { refusals.map(\.description).joined(separator: "\n") }
}
