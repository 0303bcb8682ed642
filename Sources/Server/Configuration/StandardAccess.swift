internal import LintasOffice
internal import LintasRPC

/// Who may call the services of packages `grpc.*`: their contracts carry no policy.
///
/// Health is for everybody: probes have no account. The listener is the citizens' own, who need
/// neither of the others: contracts are for administrators unless the operator says otherwise, and
/// so is what the connections are doing, which tells the addresses of those who are connected.
package struct StandardAccess: Sendable {
  /// Who is shown the contracts.
  package var reflection = Audience.administrators
  /// Who is shown what the connections are doing.
  package var channelz = Audience.administrators

  /// The defaults.
  package init() {}

  /// The roles that may call a method without a policy.
  func roles(of method: MethodSummary) -> RoleSet {
    // Asked of every probe, so no `String` is made of the name.
    if Self.isSame(method.service, "grpc.health.v1.Health") { return Audience.anybody.roles }
    if Self.isSame(method.service, "grpc.channelz.v1.Channelz") { return channelz.roles }
    let isReflection =
      Self.isSame(method.service, "grpc.reflection.v1.ServerReflection")
      || Self.isSame(method.service, "grpc.reflection.v1alpha.ServerReflection")
    return isReflection ? reflection.roles : []
  }

  private static func isSame(_ left: StaticString, _ right: StaticString) -> Bool {
    left.withUTF8Buffer { left in right.withUTF8Buffer { left.elementsEqual($0) } }
  }
}
