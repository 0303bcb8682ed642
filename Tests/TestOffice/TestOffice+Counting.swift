internal import LintasOffice

extension TestOffice {
  /// Runs `body` while the office's cases are counted, as a running server does.
  package func counting<R: Sendable>(
    pause: Duration = .milliseconds(1), _ body: @escaping @Sendable () async throws -> R
  ) async throws -> R {
    let counting = CaseCounting(registry, pause: pause)
    return try await withThrowingTaskGroup(of: R?.self) { group in
      group.addTask {
        do { try await counting.run() } catch is CancellationError {}
        return nil
      }
      group.addTask { try await body() }
      defer { group.cancelAll() }
      while let result = try await group.next() {
        if let result { return result }
      }
      throw CancellationError()
    }
  }
}
