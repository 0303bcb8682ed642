import LintasDoubles
import LintasRPC

/// A double as the generator writes it, of a service with a method of each kind, whose methods
/// would run elsewhere than a double's.
final class EveryKindDouble: ServiceDouble {
  let unary = UnaryDouble(unaryMethod)
  let down = ServerStreamDouble(downMethod)
  let up = ClientStreamDouble(upMethod)
  let both = BidirectionalDouble(bothMethod)

  func register(on router: inout Router<Visitor>) {
    unary.register(on: &router)
    down.register(on: &router)
    up.register(on: &router)
    both.register(on: &router)
  }

  static let unaryMethod = MethodDescriptor<Note, Note>(
    service: "lintas.test.Every", method: "Unary", path: "/lintas.test.Every/Unary", kind: .unary,
    policy: MethodPolicy(execution: .inline))
  static let downMethod = MethodDescriptor<Note, Note>(
    service: "lintas.test.Every", method: "Down", path: "/lintas.test.Every/Down",
    kind: .serverStream, policy: MethodPolicy(execution: .pool))
  static let upMethod = MethodDescriptor<Note, Note>(
    service: "lintas.test.Every", method: "Up", path: "/lintas.test.Every/Up",
    kind: .clientStream)
  static let bothMethod = MethodDescriptor<Note, Note>(
    service: "lintas.test.Every", method: "Both", path: "/lintas.test.Every/Both",
    kind: .bidirectional, policy: MethodPolicy(execution: .pool))
}
