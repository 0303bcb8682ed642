/// Messages whose JSON is not an object of their fields, as the C header numbers them.
enum WellKnownForm {
  static let plain: UInt32 = 0
  static let any: UInt32 = 1
  static let timestamp: UInt32 = 2
  static let duration: UInt32 = 3
  static let fieldMask: UInt32 = 4
  static let structure: UInt32 = 5
  static let value: UInt32 = 6
  static let listValue: UInt32 = 7
  static let wrapper: UInt32 = 8
  static let empty: UInt32 = 9
}
