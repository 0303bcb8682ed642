internal import LintasMessages
internal import LintasProtobuf
internal import LintasRecords
internal import LintasStore

/// How the numbers follow the changes; `CaseCounting` says why each change is counted once.
extension Registry {
  /// Counts the next stretch of changes that are committed and not counted yet.
  ///
  /// If the feed no longer keeps what comes after the stored position, the numbers are computed
  /// from the cases instead.
  ///
  /// - Parameter limit: how many changes at most.
  /// - Returns: how many there were; less than `limit` if these were the last.
  /// - Throws: `StoreError`; `RegistryError.damaged`; `CancellationError`.
  @discardableResult
  package nonisolated(nonsending) func countChanges(limit: Int = 1000) async throws -> Int {
    do {
      return try await countStretch(limit: limit)
    } catch StoreError.feedTrimmed {
      try await replaceNumbers(comparing: false)
      return limit
    }
  }

  /// Reads the next changes and counts them in memory.
  ///
  /// - Parameter limit: how many changes at most.
  /// - Throws: `StoreError`, `.feedTrimmed` too; `RegistryError.damaged`.
  package func countedChanges(limit: Int = 1000) throws -> CountedChanges {
    try read { books in
      let start = try books.countedPosition()
      let page = try books.changes(after: start, limit: limit)
      var numbers = CaseNumbers()
      for entry in page.entries where FeedPayload.isAboutCases(entry.topic) {
        let step = try FeedPayload.step(entry)
        // The snapshot is newer than the change, so the case has this step.
        let record = try books.get(.cases, step.application.applicationID)
        numbers.count(stepAt: Int(step.entry.number) - 1, of: record)
      }
      return CountedChanges(start: start, end: page.position, numbers: numbers)
    }
  }

  /// Adds what changes count to the numbers, and moves the position past them.
  ///
  /// - Returns: false if they were counted by somebody else meanwhile; then nothing is written.
  /// - Throws: `StoreError`; `RegistryError.damaged`; `CancellationError`.
  package nonisolated(nonsending) func write(_ changes: CountedChanges) async throws -> Bool {
    try await writeAside { books in
      guard try books.countedPosition() == changes.start else { return false }
      try books.add(changes.numbers, countedUpTo: changes.end)
      return true
    }
  }

  /// Computes the numbers from the cases, and stores them in the place of those that were there.
  ///
  /// - Returns: how many cases there are, and how the numbers were before.
  /// - Throws: `StoreError`; `RegistryError.damaged`; `CancellationError`.
  package nonisolated(nonsending) func rebuildNumbers() async throws -> NumbersRebuild {
    do {
      while try await countStretch(limit: 1000) > 0 {}
    } catch StoreError.feedTrimmed {
      return try await replaceNumbers(comparing: false)
    }
    return try await replaceNumbers(comparing: true)
  }

  /// Counts the next stretch, and again if another one did meanwhile.
  private nonisolated(nonsending) func countStretch(limit: Int) async throws -> Int {
    while true {
      let changes = try countedChanges(limit: limit)
      if changes.isEmpty { return 0 }
      if try await write(changes) { return Int(changes.end - changes.start) }
    }
  }

  @discardableResult
  private nonisolated(nonsending) func replaceNumbers(
    comparing: Bool
  ) async throws -> NumbersRebuild {
    while true {
      let (fresh, cases, kept, start, end) = try read { books in
        let (numbers, cases) = try books.numbersOfAllCases()
        return (
          numbers, cases, try books.caseNumbers(), try books.countedPosition(),
          try books.feedPosition()
        )
      }
      let isWritten = try await write(.rebuildAnalytics, by: .console) { books in
        guard try books.countedPosition() == start else { return false }
        books.concerns("analytics")
        try books.replaceNumbers(with: fresh, countedUpTo: end)
        return true
      }
      guard isWritten else { continue }
      let isComparable = comparing && start == end
      return NumbersRebuild(
        cases: cases, outcome: !isComparable ? .wasBehind : fresh == kept ? .same : .differed)
    }
  }
}
