package import LintasMessages
internal import LintasProtobuf
internal import LintasRecords
internal import LintasStore

/// A citizen's own applications, page by page.
extension Registry {
  /// One page of the caller's own applications, newest first.
  ///
  /// - Parameters:
  ///   - size: how many at most, from 1 on.
  ///   - token: the token of the page before; empty for the first page.
  /// - Returns: the page, and the token of the next one; empty if this was the last.
  /// - Throws: `Refusal.invalid` for a token that this office did not give to this caller.
  package func ownCases(
    of caller: Caller, size: Int, token: String
  ) throws -> (page: [ApplicationSummary], next: String) {
    let owner = caller.accountID
    let all = Tables.casesByOwner.range(owner)
    let range =
      token.isEmpty ? all : all.before(Tables.casesByOwner.key(owner, try last(of: token, owner)))
    return try read { books in
      var ids: [String] = []
      try books.scan(range, .backward) { key, _ in
        ids.append(try Tables.casesByOwner.parts(of: key).1)
        return ids.count <= size ? .next : .stop
      }
      let page = try ids.prefix(size).map { try books.get(.cases, $0).summary }
      return (page, ids.count > size ? self.token(after: ids[size - 1], owner) : "")
    }
  }

  /// A page token: the last identifier of the page and its signature, which is bound to the list's
  /// owner.
  func token(after id: String, _ owner: String) -> String {
    let bytes = Array(id.utf8)
    return CrockfordBase32.text(bytes + keys.sign(pageToken: Array(owner.utf8) + bytes))
  }

  /// The identifier that a page token holds.
  ///
  /// - Throws: `Refusal.invalid` unless it was made for this owner.
  func last(of token: String, _ owner: String) throws(Refusal) -> String {
    let violation = Violation(path: "page_token", rule: "page_token")
    guard let bytes = CrockfordBase32.bytes(token), bytes.count == Identifier.length + 16 else {
      throw .invalid([violation])
    }
    let id = Array(bytes.prefix(Identifier.length))
    guard keys.isSignature(Array(bytes.suffix(16)), of: Array(owner.utf8) + id) else {
      throw .invalid([violation])
    }
    return String(decoding: id, as: UTF8.self)
  }
}
