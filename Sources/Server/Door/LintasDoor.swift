internal import LintasMessages
package import LintasOffice
package import LintasProtobuf
package import LintasRPC

/// The one place where it is decided who may call what, before any method is reached.
///
/// The contract says which roles may call; the session of the call's token says which roles the
/// caller has, read from the store on every call, so a right that is taken away is gone at once. So
/// does the competence that a method asks for: the caller's newest certificate of that course must
/// be valid today.
/// Methods of the `grpc.*` services carry no policy: the operator's settings say who may call.
/// Then the request is checked against the contract's rules, and every violation is named at
/// once.
package struct LintasDoor: Door {
  private let registry: Registry
  private let standard: StandardAccess

  /// A door that looks sessions up in a registry.
  package init(registry: Registry, standard: StandardAccess = StandardAccess()) {
    self.registry = registry
    self.standard = standard
  }

  /// Who calls, by the token in `authorization`.
  ///
  /// - Throws: `Refusal.unauthenticated` without a good token, `Refusal.permissionDenied` if none
  ///   of the caller's roles may call the method, `Refusal.competenceMissing` without a valid
  ///   certificate that the method asks for, `Refusal.invalid` for a malformed `idempotency-key`;
  ///   `StoreError`.
  package func admit(_ call: borrowing CallHead) throws -> Caller {
    let policy = call.method.policy
    let language = Language(acceptLanguage: call.metadata["accept-language"])
    let key = try Self.idempotencyKey(call.metadata)
    let stated = RoleSet(rawValue: policy.callers)
    let open = stated.isEmpty ? standard.roles(of: call.method) : stated
    let isOpen = open.contains(RoleSet(.anybody))
    // A method for anybody and for some roles knows who has a session; one for anybody alone never
    // looks. Who means to have one and has not is told so, and not taken for a stranger.
    let isForNobodyElse = open.isSubset(of: RoleSet(.anybody))
    if isOpen, isForNobodyElse || call.metadata["authorization"] == nil {
      return .stranger(idempotencyKey: key, language: language)
    }
    guard !open.isEmpty else { throw Refusal.permissionDenied }
    guard let token = Self.token(call.metadata) else { throw Refusal.unauthenticated }
    let caller = try registry.caller(token: token, idempotencyKey: key, language: language)
    guard !caller.roles.isDisjoint(with: open) else { throw Refusal.permissionDenied }
    try registry.requireCompetence(policy.competence.description, of: caller)
    return caller
  }

  /// Whether the request keeps the rules of the contract and of the office.
  ///
  /// - Throws: `Refusal.invalid` with every violation.
  package func check(_ request: some Message, of method: MethodSummary, by caller: Caller) throws {
    try registry.requestCheck().check(request)
  }

  /// The token of a field `authorization: Bearer TOKEN` (RFC 6750 section 2.1; the scheme's case
  /// does not count).
  ///
  /// In place, byte by byte: it is read on every call.
  private static func token(_ metadata: Metadata) -> String? {
    metadata.withValue("authorization") { field -> String? in
      let scheme: StaticString = "bearer"
      let length = scheme.utf8CodeUnitCount
      // Of all bytes, only a letter in either case becomes the small letter.
      let isBearer = scheme.withUTF8Buffer { letters in
        field.prefix(length).lazy.map { $0 | 0x20 }.elementsEqual(letters)
      }
      let rest = field.dropFirst(length)
      guard isBearer, rest.first == UInt8(ascii: " ") else { return nil }
      let token = rest.drop { $0 == UInt8(ascii: " ") }
      return token.isEmpty ? nil : String(decoding: token, as: UTF8.self)
    } ?? nil
  }

  private static func idempotencyKey(_ metadata: Metadata) throws -> IdempotencyKey? {
    guard let text = metadata["idempotency-key"] else { return nil }
    guard let key = IdempotencyKey(text) else {
      throw Refusal.invalid([
        Violation(path: "idempotency-key", rule: "idempotency_key.malformed")
      ])
    }
    return key
  }
}
