package import LintasMessages
internal import LintasOffice
package import LintasRPC

extension ApplicantDesk {
  /// Streams what happens to the caller's own applications, until the caller leaves or the session
  /// ends.
  package func watchApplications(
    _ request: WatchApplicationsRequest, to responses: ResponseWriter<WatchApplicationsResponse>,
    by caller: Caller
  ) async throws {
    var events = try events(request, by: caller)
    let alarm = events.alarm
    async let _ = alarm?.ring()
    while true {
      for event in try await events.next() { try await responses.write(event) }
    }
  }

  /// The events of a watch, to be drawn by whoever sends them on.
  package func events(
    _ request: WatchApplicationsRequest, by caller: Caller
  ) throws -> ApplicationEvents {
    try ApplicationEvents(request, registry, by: caller)
  }
}
