/// Which methods a `MethodConfig` holds for.
public enum MethodName: Sendable, Hashable {
  /// Those for which nothing else is said.
  case all
  /// All methods of a service, by its full name.
  case service(String)
  /// One method, by the full name of its service and its own.
  case method(String, String)
}
