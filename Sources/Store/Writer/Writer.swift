/// The store's one writer: takes what waits, runs it in one transaction, pays one commit for all.
///
/// Overview. `run` is the body of the writer's thread. It takes everything that waits and makes
/// batches of it. In a batch each closure runs on the state that the closures before it left; what
/// it changes lies in an overlay of its own, which is applied to LMDB's transaction when the
/// closure returns and forgotten when it throws. Then one commit makes the batch durable, and only
/// then the callers are resumed, also those whose closures threw: what they saw may be a
/// neighbour's change, which is true only now.
///
/// A full map. LMDB breaks a transaction that meets it. The overlays of the batch are still there,
/// so the writer begins anew without running any closure twice: it applies those that stood before
/// the broken one, commits them, and tries the broken one alone. When the commit itself meets a
/// full map it tries the overlays one by one. After the first that does not fit, the others of the
/// batch are refused with it: their closures may have seen its changes.
///
/// A full disk refuses the batch; the next one is tried again. Any other failed commit leaves a
/// disk whose state is not known. Then the store has failed for good, `onFailure` is called, and
/// every call is answered with the failure: what a failed sync left behind cannot be repaired by
/// trying again.
// Safety: `Store` hands the object to the writer's thread, and nobody else touches it.
final class Writer: @unchecked Sendable {
  /// A closure that ran.
  private struct Ran {
    let write: any PendingWrite
    /// What it changed; nil when it threw.
    let changes: Overlay?
    let announced: [Topic]
  }

  private let environment: Environment
  private let folder: DataFolder
  private let queue: WriterQueue
  private let health: Health
  private let signals: FeedSignals
  private let counters: Counters
  private let configuration: StoreConfiguration
  private var spareOverlays: [Overlay] = []

  init(
    _ environment: Environment, _ folder: DataFolder, _ queue: WriterQueue, _ health: Health,
    _ signals: FeedSignals, _ counters: Counters, _ configuration: StoreConfiguration
  ) {
    self.environment = environment
    self.folder = folder
    self.queue = queue
    self.health = health
    self.signals = signals
    self.counters = counters
    self.configuration = configuration
  }

  /// Writes until the queue is closed and empty.
  func run() {
    while let waiting = queue.take() {
      var rest = waiting[...]
      while !rest.isEmpty {
        do throws(StoreError) {
          try health.check()
          runBatch(&rest)
        } catch {
          for write in rest { write.finish(error) }
          rest = []
        }
      }
    }
  }

  /// Runs closures from the front of `waiting` in one transaction and commits it.
  private func runBatch(_ waiting: inout ArraySlice<any PendingWrite>) {
    var ran: [Ran] = []
    do {
      var transaction = try begin()
      // The transaction ends before another one may begin in `settle`: LMDB has one writer.
      if let broken = fill(&transaction, &waiting, &ran) {
        transaction.abandon()
        settle(broken: broken, ran)
        return
      }
      guard ran.contains(where: { $0.changes.map { $0.count > 0 } ?? false }) else {
        transaction.abandon()
        succeed(ran[...], commits: 0)
        return
      }
      #if MUTANT_EARLY_ACKNOWLEDGE
      for each in ran { each.write.finish(nil) }
      #endif
      do {
        try transaction.commit()
      } catch {
        settle(uncommitted: error, ran)
        return
      }
      succeed(ran[...], commits: 1)
    } catch {
      // The transaction did not begin, so no closure ran: all of `waiting` meets the failure.
      fail(error)
    }
  }

  /// Begins a transaction that knows the feed's numbers.
  private func begin() throws(LMDBCode) -> WriteTransaction {
    var transaction = try WriteTransaction(
      environment, overlay: spareOverlay(), feedRetention: configuration.feedRetention)
    try transaction.readFeedWindow()
    return transaction
  }

  /// Runs closures until the batch is full or nothing waits.
  ///
  /// Returns a code when LMDB could not take the changes of the last one in `ran`; the transaction
  /// is broken then.
  private func fill(
    _ transaction: inout WriteTransaction, _ waiting: inout ArraySlice<any PendingWrite>,
    _ ran: inout [Ran]
  ) -> LMDBCode? {
    var bytes = 0
    while ran.count < configuration.batchWrites, bytes < configuration.batchBytes,
      let write = waiting.popFirst()
    {
      guard write.start() else {
        write.finish(CancellationError())
        counters.update { $0.cancelled += 1 }
        continue
      }
      let window = transaction.feed
      guard write.run(&transaction) else {
        transaction.feed = window
        transaction.forgetChanges()
        ran.append(Ran(write: write, changes: nil, announced: []))
        continue
      }
      let changes = transaction.overlay
      ran.append(Ran(write: write, changes: changes, announced: transaction.announced))
      bytes += changes.byteCount
      do throws(LMDBCode) {
        try transaction.apply(changes)
      } catch {
        return error
      }
      transaction.prepare(spareOverlay())
    }
    return nil
  }

  /// LMDB could not take the changes of the last closure in `ran`.
  private func settle(broken code: LMDBCode, _ ran: [Ran]) {
    guard code == .mapFull || code == .transactionFull else {
      refuse(ran[...], fail(code))
      return
    }
    let last = ran.count - 1
    replay(ran, in: last > 0 ? [0..<last, last..<ran.count] : [0..<1])
  }

  /// The commit failed, so nothing of the batch is in the store.
  private func settle(uncommitted code: LMDBCode, _ ran: [Ran]) {
    counters.update { $0.failedCommits += 1 }
    if code == .mapFull {
      replay(ran, in: ran.indices.map { $0..<$0 + 1 })
    } else if code.meansDiskFull(fileSystemIsFull: folder.isFull) {
      refuse(ran[...], .diskFull)
    } else {
      refuse(ran[...], fail(code))
    }
  }

  /// Applies overlays again, each group in a transaction of its own, up to the first that fails.
  /// What comes after it is refused with the same error. A group that the map has no room for is
  /// taken apart and tried one by one.
  private func replay(_ ran: [Ran], in groups: [Range<Int>]) {
    var groups = groups[...]
    var failure: StoreError?
    while let group = groups.popFirst() {
      if let failure {
        refuse(ran[group], failure)
        continue
      }
      do throws(LMDBCode) {
        try commitAgain(ran[group])
        succeed(ran[group], commits: 1)
      } catch {
        counters.update { $0.failedCommits += 1 }
        if error == .mapFull, group.count > 1 {
          groups = group.map { $0..<$0 + 1 } + groups
        } else {
          let reason = reason(error)
          failure = reason
          refuse(ran[group], reason)
        }
      }
    }
  }

  private func commitAgain(_ group: ArraySlice<Ran>) throws(LMDBCode) {
    var transaction = try begin()
    for case let changes? in group.lazy.map(\.changes) { try transaction.apply(changes) }
    try transaction.commit()
  }

  /// What the callers of a group that was tried again are told.
  private func reason(_ code: LMDBCode) -> StoreError {
    if code == .mapFull || code == .transactionFull { return code.inTransaction }
    if code.meansDiskFull(fileSystemIsFull: folder.isFull) { return .diskFull }
    return fail(code)
  }

  /// Resumes the callers of a group that is committed, and wakes who waits for its topics.
  private func succeed(_ group: ArraySlice<Ran>, commits: UInt64) {
    let writes = group.count { $0.changes != nil }
    counters.update { counts in
      counts.commits += commits
      counts.writes += UInt64(writes)
      counts.refusals += UInt64(group.count - writes)
      counts.largestBatch = max(counts.largestBatch, writes)
      (counts.mapUsed, counts.mapCeiling) = environment.extent
    }
    signals.raise(group.lazy.flatMap(\.announced))
    for each in group {
      each.write.finish(nil)
      recycle(each.changes)
    }
  }

  /// Resumes the callers of a group that is not in the store.
  private func refuse(_ group: ArraySlice<Ran>, _ error: StoreError) {
    for each in group {
      each.write.finish(error)
      recycle(each.changes)
    }
  }

  /// The store has failed: says so once, and returns what every caller is told.
  @discardableResult
  private func fail(_ code: LMDBCode) -> StoreError {
    let failure = StoreError.failed(code: code.value)
    if health.fail(failure) { configuration.onFailure(failure) }
    signals.raiseAll()
    return failure
  }

  private func spareOverlay() -> Overlay { spareOverlays.popLast() ?? Overlay() }

  private func recycle(_ overlay: Overlay?) {
    guard let overlay, spareOverlays.count < 256 else { return }
    overlay.clear()
    spareOverlays.append(overlay)
  }
}
