/// Which parts of a rule are set, as the C header numbers them.
enum RuleFlag {
  static let required: UInt32 = 1
  static let definedOnly: UInt32 = 2
  static let min: UInt32 = 4
  static let max: UInt32 = 8
  static let minLength: UInt32 = 16
  static let maxLength: UInt32 = 32
  static let maxItems: UInt32 = 64
}
