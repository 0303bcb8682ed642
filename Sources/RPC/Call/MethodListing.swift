/// A method as a list of all methods shows it.
public struct MethodListing: Sendable {
  /// The method.
  public let method: any CallableMethod
  /// The first sentence of the contract's comment, or empty.
  public let comment: StaticString

  /// A line of the list; generated code writes it.
  public init(_ method: any CallableMethod, comment: StaticString) {
    self.method = method
    self.comment = comment
  }
}
