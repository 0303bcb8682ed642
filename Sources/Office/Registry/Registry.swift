package import LintasMessages
package import LintasProtobuf
package import LintasStore
internal import LintasCrypto
internal import LintasRecords
internal import Synchronization

/// Everything the office knows, and the only door to changing it.
///
/// - `read` looks at a snapshot, at once, on the calling thread.
/// - `write` makes a change: in one transaction it makes sure that the call is not a repetition,
///   runs the closure, keeps the answer for repetitions, and appends to the audit log. It returns
///   after the commit. Nobody can change a record on another road.
/// - `look` is for reading somebody else's file: the answer goes out after the look is recorded.
///
/// **Repetitions.** A change carries an idempotency key. The record of (caller, act, key) is
/// written in the change's own transaction and kept for 30 days. The same key with the same request
/// gets the first answer again; with another request it is refused and nothing is written. Since
/// there is one writer, a repetition that arrives while the first is under way simply waits for its
/// commit. A refused change writes nothing, so the same key may be used again after correcting the
/// request. An answer that shows a case is given again only to who may open the case still, and
/// that is on record as a look.
package final class Registry: Sendable {
  /// For how long answers to changes are kept.
  package static let answersKept = Duration.seconds(30 * 86_400)

  let store: Store
  let surroundings: Surroundings
  let keys: StoreKeys
  private let loadedRules: Mutex<ReferenceBook?>
  private let isClosing = Atomic<Bool>(false)

  init(
    store: Store, surroundings: Surroundings, keys: StoreKeys, rules: ReferenceBook?
  ) {
    self.store = store
    self.surroundings = surroundings
    self.keys = keys
    loadedRules = Mutex(rules)
  }

  /// The present moment.
  package var now: Moment { surroundings.now() }

  /// The rules in force.
  ///
  /// - Throws: `Refusal.ruleMissing` if no reference data were ever loaded.
  package func rules() throws(Refusal) -> ReferenceBook {
    guard let rules = currentRules else { throw .ruleMissing("reference") }
    return rules
  }

  /// The check that every request goes through before its method, by the rules in force today.
  /// Cheap: ask for it on every call.
  package func requestCheck() -> RequestCheck { RequestCheck(currentRules, on: now.officeDay) }

  var currentRules: ReferenceBook? { loadedRules.withLock { $0 } }

  /// Puts rules in force that are in the store.
  func adopt(_ rules: ReferenceBook) {
    loadedRules.withLock { $0 = rules }
  }

  /// Runs `body` in a snapshot of what is committed, at once, on the calling thread.
  ///
  /// - Throws: what `body` throws; `StoreError`.
  package func read<R>(_ body: (borrowing ReadTransaction) throws -> R) throws -> R {
    try store.read(body)
  }

  /// Makes a change that is answered the same when it is repeated.
  ///
  /// - Parameters:
  ///   - act: what is done.
  ///   - caller: who does it, with the idempotency key of the call.
  ///   - request: what was asked; compared with the first request of the same key.
  ///   - body: the change. It runs on the writer's thread and must not wait. If it throws, nothing
  ///     is written. If it writes, it must have called `Books.concerns`.
  /// - Returns: the answer of `body`, or of the first call of this key, after the commit.
  /// - Throws: what `body` throws; `Refusal.invalid` without a key; `Refusal.keyUsedBefore`;
  ///   `Refusal.full` when the store is nearly full; `StoreError`; `CancellationError` if the task
  ///   was cancelled before `body` began.
  package nonisolated(nonsending) func write<Request: Message, Response: Message>(
    _ act: Act, by caller: Caller, answering request: Request,
    _ body: @escaping @Sendable (inout Books) throws -> Response
  ) async throws -> Response {
    guard let key = caller.idempotencyKey else {
      throw Refusal.invalid([
        Violation(path: "idempotency-key", rule: "idempotency_key.missing", parameters: [])
      ])
    }
    let mark = IdempotencyMark(act: act, caller: caller, key: key, request: request.encoded())
    return try await change(act, by: caller) { [self] books in
      if let (response, shown) = try mark.answer(Response.self, in: books) {
        if !shown.isEmpty { try lookAgain(at: shown, in: &books) }
        return response
      }
      // Only now: a repetition adds nothing, and its answer is owed however full the store is.
      try Headroom.require(for: act, by: caller, fill: store.statistics.mapFill)
      let response = try body(&books)
      try mark.keep(response, in: &books)
      return response
    }
  }

  /// An answer is given again that shows a case: the caller has to be one who may open it still,
  /// and the look is put on record.
  private func lookAgain(at id: String, in books: inout Books) throws {
    _ = try openCase(id, by: books.caller, in: books)
    try books.audit(.lookAtCase, subject: id, purpose: .processing)
  }

  /// Makes a change that carries no idempotency key: sign-in, and what the console does.
  ///
  /// - Throws: as above, but for the key's refusals.
  package nonisolated(nonsending) func write<R: Sendable>(
    _ act: Act, by caller: Caller, _ body: @escaping @Sendable (inout Books) throws -> R
  ) async throws -> R {
    try Headroom.require(for: act, by: caller, fill: store.statistics.mapFill)
    return try await change(act, by: caller, body)
  }

  private nonisolated(nonsending) func change<R: Sendable>(
    _ act: Act, by caller: Caller, _ body: @escaping @Sendable (inout Books) throws -> R
  ) async throws -> R {
    let surroundings = surroundings
    return try await store.write { [self] transaction in
      var books = Books(
        transaction, surroundings: surroundings, rules: currentRules, caller: caller)
      let result = Result {
        let result = try body(&books)
        precondition(!books.isUnnamedChange, "a change must say what it concerns")
        if let subject = books.subject { try books.audit(act, subject: subject) }
        return result
      }
      transaction = books.end()
      return try result.get()
    }
  }

  /// Reads somebody else's file and answers after the look is in the audit log.
  ///
  /// - Parameters:
  ///   - act: which kind of look.
  ///   - subject: whose file: the identifier of the application.
  ///   - caller: who looks.
  ///   - purpose: why.
  ///   - body: the reading, in a snapshot taken before the look is recorded. If it throws, nothing
  ///     was seen and nothing is recorded.
  package nonisolated(nonsending) func look<R: Sendable>(
    _ act: Act, at subject: String, by caller: Caller, purpose: Purpose,
    _ body: (borrowing ReadTransaction) throws -> R
  ) async throws -> R {
    let seen = try store.read(body)
    let surroundings = surroundings
    try await store.write { transaction in
      var books = Books(transaction, surroundings: surroundings, rules: nil, caller: caller)
      let result = Result { try books.audit(act, subject: subject, purpose: purpose) }
      transaction = books.end()
      try result.get()
    }
    return seen
  }

  /// Ends all watches, before the server stops: those that wait wake, and they and new ones throw
  /// `Refusal.closing`. Changes go on. Nothing is written for it, so that it also works on a full
  /// disk. Once is enough.
  package func endWatches() {
    isClosing.store(true, ordering: .sequentiallyConsistent)
    store.feed.wake(FeedPayload.closing)
  }

  /// Registers for news about a topic, and about the closing of the office.
  func subscribe(_ topic: Topic) -> Subscription {
    store.feed.subscribe([topic, FeedPayload.closing])
  }

  /// - Throws: `Refusal.closing` after `endWatches`.
  func requireWatching() throws(Refusal) {
    if isClosing.load(ordering: .sequentiallyConsistent) { throw .closing }
  }
}
