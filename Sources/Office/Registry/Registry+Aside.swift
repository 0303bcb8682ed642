internal import LintasStore

extension Registry {
  /// Writes what the office keeps for itself and could compute again. It is no change: it has no
  /// act, no key, no entry in the audit log, and `body` must put nothing but with `putAside` and
  /// `removeAside`.
  ///
  /// - Throws: what `body` throws; `StoreError`; `CancellationError` if the task was cancelled
  ///   before `body` began.
  nonisolated(nonsending) func writeAside<R: Sendable>(
    _ body: @escaping @Sendable (inout Books) throws -> R
  ) async throws -> R {
    let surroundings = surroundings
    return try await store.write { [self] transaction in
      var books = Books(
        transaction, surroundings: surroundings, rules: currentRules, caller: .console)
      let result = Result { try body(&books) }
      precondition(!books.isUnnamedChange && books.subject == nil, "a change has an act")
      transaction = books.end()
      return try result.get()
    }
  }

  /// Registers for news about everything that is announced.
  func subscribeToEverything() -> Subscription {
    store.feed.subscribeToEverything()
  }
}
