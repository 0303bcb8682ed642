/// Number and name of a table, whatever its keys are made of.
package struct TableLabel: Sendable, Hashable {
  /// The numbers that applications may use. Those below are the store's own.
  package static let applications: ClosedRange<UInt8> = 16...250

  /// First byte of every key of the table.
  package let number: UInt8
  /// Name, for people and for the check at start.
  package let name: String

  init(number: UInt8, name: String) {
    self.number = number
    self.name = name
  }
}
