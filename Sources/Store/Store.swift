/// The store: ordered keys, closures that read a snapshot, closures that change it, and a feed.
///
/// - `read` runs its closure at once on the calling thread, in a snapshot; readers never wait.
/// - `write` queues its closure for the one writer thread, which runs what waits in one transaction
///   with one commit. The caller goes on after the commit: what was answered is on disk.
/// - `feed` tells who waits what was committed.
///
/// A store is made for a folder by `open`, which holds the folder against every other store, and
/// ends with `close` or with the last reference.
package final class Store: Sendable {
  /// The configuration that it was opened with.
  package let configuration: StoreConfiguration
  private let readers: ReaderPool
  private let queue: WriterQueue
  private let health: Health
  private let signals: FeedSignals
  private let counters: Counters
  private let thread: WriterThread

  /// Opens the folder, or makes it: takes its lock, clears what dead readers left, checks format
  /// and tables, and starts the writer. Blocks on the disk for a moment.
  ///
  /// Throws the open cases of `StoreError`, and `mapFull` for a map that holds not even the start.
  package static func open(_ configuration: StoreConfiguration) throws(StoreError) -> Store {
    let folder = try DataFolder(configuration.folder)
    let environment = try openEnvironment(configuration, folder)
    return try Store(configuration, folder, environment)
  }

  private init(
    _ configuration: StoreConfiguration, _ folder: DataFolder, _ environment: Environment
  ) throws(StoreError) {
    let queue = WriterQueue(limit: configuration.queueLimit)
    let health = Health()
    let signals = FeedSignals()
    let counters = Counters()
    counters.update { ($0.mapUsed, $0.mapCeiling) = environment.extent }
    let readers = ReaderPool(environment)
    let writer = Writer(environment, folder, queue, health, signals, counters, configuration)
    do throws(SystemCall.Errno) {
      thread = try WriterThread {
        writer.run()
        signals.raiseAll()
        readers.close()
        environment.close()
        folder.release()
      }
    } catch {
      throw .folderUnusable(path: configuration.folder, errno: error.value)
    }
    self.configuration = configuration
    self.readers = readers
    self.queue = queue
    self.health = health
    self.signals = signals
    self.counters = counters
  }

  deinit { close() }

  /// Runs `body` now, on the calling thread, in a snapshot of what is committed.
  ///
  /// Nothing blocks: no lock is taken and no writer is waited for. The snapshot keeps old pages of
  /// the file from being used again, so `body` should be short. What it gets borrows the snapshot
  /// and cannot leave it; copy or decode what is needed. A read within a read has a snapshot of its
  /// own.
  ///
  /// Throws what `body` throws; `StoreError.closed`, `.failed`, `.tooManyReaders`, `.refused`.
  package func read<R>(_ body: (borrowing ReadTransaction) throws -> R) throws -> R {
    try health.check()
    return try readers.read(body)
  }

  /// Queues `body` for the writer and returns its result after the commit that holds its changes.
  ///
  /// `body` runs once, on the writer's thread, and must not wait for anything: all other changes
  /// wait for it. When it throws, nothing of it is kept. When the task is cancelled before `body`
  /// starts, it never runs; a `body` that has started is finished and committed.
  ///
  /// Throws what `body` throws; `CancellationError`; `StoreError.busy`, `.closed`, `.mapFull`,
  /// `.diskFull`, `.transactionTooLarge`: nothing was changed; `.failed`: see there.
  @discardableResult
  package nonisolated(nonsending) func write<R: Sendable>(
    _ body: @escaping @Sendable (inout WriteTransaction) throws -> R
  ) async throws -> R {
    try health.check()
    let write = Write(body)
    defer { ResumedTask.acquire() }
    return try await withTaskCancellationHandler {
      try await withUnsafeThrowingContinuation { continuation in
        write.answer(to: continuation)
        do throws(StoreError) {
          try queue.push(write)
        } catch {
          if case .busy = error { counters.update { $0.busy += 1 } }
          continuation.resume(throwing: error)
        }
      }
    } onCancel: {
      write.cancel()
    }
  }

  /// The feed of announced changes.
  package var feed: ChangeFeed { ChangeFeed(signals) }

  /// Counts since `open` and the present state.
  package var statistics: StoreStatistics {
    var statistics = counters.current
    statistics.queued = queue.count
    return statistics
  }

  /// Ends the store: changes that wait are still written, running reads finish, then the folder is
  /// free again. Later calls throw `StoreError.closed`. Blocks until all of that is done, so it
  /// must not be called from within `read`. Does nothing the second time.
  package func close() {
    queue.close()
    thread.end()
  }

  private static func openEnvironment(
    _ configuration: StoreConfiguration, _ folder: DataFolder
  ) throws(StoreError) -> Environment {
    do {
      let environment = try Environment(
        folder: folder.records, mapBytes: configuration.mapBytes, readers: configuration.readers)
      try environment.clearStaleReaders()
      var transaction = try WriteTransaction(
        environment, overlay: Overlay(), feedRetention: configuration.feedRetention)
      try Format.settle(&transaction, configuration.tables, folder: configuration.folder)
      if transaction.overlay.count > 0 {
        try transaction.apply(transaction.overlay)
        try transaction.commit()
      }
      try folder.syncNames()
      return environment
    } catch let error as StoreError {
      throw error
    } catch let code as LMDBCode {
      throw code.whileOpening(configuration.folder)
    } catch {
      throw .formatUnknown(path: configuration.folder)
    }
  }
}
