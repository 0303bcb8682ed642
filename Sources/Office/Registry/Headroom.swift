internal import LintasMessages
internal import LintasRecords

/// Who may still write into a store that fills up.
///
/// The size of the store is a ceiling. What citizens add makes it grow without end; what officers
/// do about it ends cases. So citizens are refused first, then everybody but the console, which
/// makes room.
enum Headroom {
  /// From this fill on citizens and strangers are refused.
  private static let citizens = 0.85

  /// From this fill on everybody but the console is refused.
  private static let everybody = 0.95

  /// Lets a caller write into a store that is filled to `fill` (0 to 1). A sign-in counts as the
  /// office's: who signs in is not known before.
  ///
  /// - Throws: `Refusal.full`.
  static func require(for act: Act, by caller: Caller, fill: Double) throws(Refusal) {
    if fill < citizens || caller.isConsole { return }
    let isStaff = !caller.roles.subtracting([RoleSet(.anybody), RoleSet(.citizen)]).isEmpty
    if !(isStaff || act.action == .signIn) || fill >= everybody { throw .full }
  }
}
