package import LintasMessages

/// A set of roles as bits: bit n stands for role number n, as in a method's policy.
package struct RoleSet: OptionSet, Hashable, Sendable {
  /// The bits.
  package let rawValue: UInt64

  /// The set of these bits.
  package init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  /// The set of one role; empty for a number that is none.
  package init(_ role: Role) {
    rawValue = (1..<64).contains(role.rawValue) ? 1 << UInt64(role.rawValue) : 0
  }

  /// The set of these roles.
  package init(roles: some Sequence<Role>) {
    self = roles.reduce(into: []) { $0.formUnion(RoleSet($1)) }
  }

  /// The roles of the set, by number.
  package var roles: [Role] {
    (Int32(1)..<64).filter { rawValue & 1 << UInt64($0) != 0 }.map { Role(rawValue: $0) }
  }
}
