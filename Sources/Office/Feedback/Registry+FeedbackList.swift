package import LintasMessages
internal import LintasProtobuf
internal import LintasRecords
internal import LintasStore

/// Threads page by page.
extension Registry {
  /// How many threads one page looks at, at most. What an officer may not see is passed over, and
  /// there may be much of it; such a page is short and has a next one.
  private static let looksOfPage = 1000

  /// One page of the threads of the caller's office that the caller may see, or, for who is no
  /// staff, of the caller's own; newest first, without messages.
  ///
  /// - Parameters:
  ///   - size: how many at most, from 1 on.
  ///   - token: the token of the page before; empty for the first page.
  /// - Returns: the page, and the token of the next one; empty if this was the last.
  /// - Throws: `Refusal.invalid` for a token that this office did not give to this caller;
  ///   `Refusal.ruleMissing`.
  package func feedback(
    for caller: Caller, size: Int, token: String
  ) throws -> (page: [Feedback], next: String) {
    let isStaff = FeedbackSide.ofStaff(caller, in: .unspecified) != nil
    let table = isStaff ? Tables.feedbackByOffice : Tables.feedbackByReporter
    let owner = isStaff ? caller.officeCode : caller.accountID
    let scope = "feedback/" + caller.accountID
    let last = token.isEmpty ? nil : try self.last(of: token, scope)
    let rules = try rules()
    let today = now.officeDay
    return try read { books in
      var range = table.range(owner)
      if let last { range = range.before(table.key(owner, last)) }
      var page: [Feedback] = []
      var id = ""
      var looks = 0
      while page.count < size, looks < Self.looksOfPage {
        guard let key = try books.firstKey(range, .backward) else { return (page, "") }
        range = range.before(key)
        id = try table.parts(of: key).1
        looks += 1
        let record = try books.get(.feedback, id)
        if isStaff, FeedbackSide.ofStaff(caller, in: record.feedback.feedbackClass) == nil {
          continue
        }
        page.append(try record.view(by: rules, on: today, messages: false))
      }
      let isLast = try books.firstKey(range, .backward) == nil
      return (page, isLast ? "" : self.token(after: id, scope))
    }
  }
}
