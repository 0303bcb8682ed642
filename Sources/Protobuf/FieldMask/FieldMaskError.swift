/// Why a list of paths is no mask for a message.
public struct FieldMaskError: Error, Hashable, Sendable {
  /// What is wrong with a path.
  public enum Reason: Hashable, Sendable {
    /// A step names no field.
    case noField
    /// A step behind a field that is no singular message.
    case notMessage
    /// More steps than `MaskTree.deepest`.
    case tooDeep
  }

  /// What is wrong.
  public let reason: Reason
  /// Which path of the list, counted from 0.
  public let index: Int
}
