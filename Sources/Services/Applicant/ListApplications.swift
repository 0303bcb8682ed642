package import LintasMessages
internal import LintasOffice
internal import LintasProtobuf

extension ApplicantDesk {
  /// How many applications a page has if the caller does not say.
  private static let usualPage = 20

  /// How many applications a page has at most.
  private static let largestPage = 100

  /// Lists the caller's own applications, newest first.
  package func listApplications(
    _ request: ListApplicationsRequest, by caller: Caller
  ) throws -> ListApplicationsResponse {
    let asked = request.pageSize > 0 ? Int(request.pageSize) : Self.usualPage
    let (page, next) = try registry.ownCases(
      of: caller, size: min(asked, Self.largestPage), token: request.pageToken)
    return .with {
      for summary in page { $0.applications.append(summary) }
      $0.nextPageToken = next
    }
  }
}
