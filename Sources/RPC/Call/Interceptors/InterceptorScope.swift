/// The methods that an interceptor stands before.
public enum InterceptorScope: Sendable {
  /// All of them.
  case all
  /// Those of a service, such as `grpc.health.v1.Health`.
  case service(String)
  /// One, such as `/grpc.health.v1.Health/Check`.
  case method(path: String)

  /// Whether a method is among them.
  func contains(_ method: MethodSummary) -> Bool {
    switch self {
    case .all: true
    case .service(let name): method.service.description == name
    case .method(let path): method.path.description == path
    }
  }
}
