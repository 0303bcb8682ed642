package import LintasMessages
package import LintasOffice
internal import LintasProtobuf

/// The events of one watch: first the present state unless it resumes, then each step as it
/// happens.
package struct ApplicationEvents {
  private var watch: CaseWatch
  private let only: String
  private var isFresh: Bool

  /// What has to ring beside the drawing of events: see `CaseWatch.alarm`.
  package var alarm: WatchAlarm? { watch.alarm }

  /// Begins a watch of the caller's own applications.
  ///
  /// - Throws: `Refusal.notFound` if one application is asked for that is not the caller's.
  init(_ request: WatchApplicationsRequest, _ registry: Registry, by caller: Caller) throws {
    only = request.applicationID.isEmpty ? "" : try Identifier.canonical(request.applicationID)
    if !only.isEmpty { _ = try registry.ownCase(only, of: caller) }
    watch = CaseWatch(
      registry, owner: caller.accountID, after: request.resumeAfter, until: caller.sessionEnds)
    isFresh = request.resumeAfter == 0
  }

  /// The next events; waits until there is something to tell. Only the first batch may be empty.
  ///
  /// Of the initial events only the last says where to go on: whoever loses the line among them
  /// has not been told the whole state, and has to ask for it again.
  ///
  /// - Throws: as `CaseWatch.next`.
  package mutating func next() async throws -> [WatchApplicationsResponse] {
    if isFresh {
      isFresh = false
      let steps = try watch.presentState().filter(isWanted)
      return steps.enumerated().map { index, step in
        event(step, index == steps.count - 1 ? watch.position : 0, isInitial: true)
      }
    }
    return try await watch.next()
      .filter { isWanted($0.step) }
      .map { event($0.step, $0.sequence, isInitial: false) }
  }

  private func isWanted(_ step: CaseStep) -> Bool {
    only.isEmpty || step.application.applicationID == only
  }

  private func event(
    _ step: CaseStep, _ sequence: UInt64, isInitial: Bool
  ) -> WatchApplicationsResponse {
    .with {
      $0.sequence = sequence
      $0.initial = isInitial
      $0.application = step.application
      $0.entry = step.entry
    }
  }
}
