public import LintasProtobuf

/// A method of a contract whose message types a program learns only when it runs, such as the one
/// that a person named on a command line.
///
/// `MethodDescriptor` is the only one. A generic function that takes `any CallableMethod` has both
/// types back, and calls like everybody else.
public protocol CallableMethod<Request, Response>: Sendable {
  /// What is asked.
  associatedtype Request: Message
  /// What is answered.
  associatedtype Response: Message

  /// The method with its types.
  var descriptor: MethodDescriptor<Request, Response> { get }
  /// The method without its types.
  var summary: MethodSummary { get }
}

extension MethodDescriptor: CallableMethod {
  /// Itself.
  public var descriptor: MethodDescriptor<Request, Response> { self }
}
