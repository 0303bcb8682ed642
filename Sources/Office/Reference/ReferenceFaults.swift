/// Everything that is wrong in reference data, in the order of the lines. Never empty.
package struct ReferenceFaults: Error, Sendable, CustomStringConvertible {
  /// The faults.
  package let faults: [ReferenceFault]

  /// These faults, sorted by line.
  package init(_ faults: [ReferenceFault]) {
    self.faults = faults.sorted { $0.line < $1.line }
  }

  /// One fault a line.
  package var description: String {
    faults.map(\.description).joined(separator: "\n")
  }
}
