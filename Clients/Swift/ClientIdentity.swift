/// Who a client says it is.
public enum ClientIdentity: Sendable, Hashable {
  /// Nobody in particular: for what anybody may call, such as signing in.
  case nobody
  /// The holder of a session: the token that `IdentityClient.signIn` returned.
  case session(String)
}

extension ClientIdentity: CustomStringConvertible {
  /// Which kind it is; the token is a secret and stays out.
  public var description: String {
    switch self {
    case .nobody: "nobody"
    case .session: "a session"
    }
  }
}
