internal import LintasStore
internal import LintasTestOffice

@testable internal import LintasOffice

extension TestOffice {
  /// How many sessions are in the store; their index has as many.
  func sessionCount() throws -> Int {
    let byEnd = try keys(Tables.sessionsByEnd.range()).count
    let sessions = try keys(Tables.sessions.range()).count
    return sessions == byEnd ? sessions : -1
  }
}
