internal import LintasMessages
internal import LintasProtobuf
internal import LintasTestOffice

extension Journey {
  /// The events of an open watch, one by one.
  struct Events {
    fileprivate var iterator: AsyncThrowingStream<WatchApplicationsResponse, any Error>.Iterator

    /// The next event; waits for it.
    mutating func next() async throws -> WatchApplicationsResponse {
      guard let event = try await iterator.next() else { throw CancellationError() }
      return event
    }
  }

  /// Runs `body` while a watch is open, and closes it afterwards.
  func watching<R: Sendable>(
    _ citizen: Credentials, application: String = "", after: UInt64 = 0,
    _ body: (inout Events) async throws -> R
  ) async throws -> R {
    let (stream, continuation) = AsyncThrowingStream.makeStream(of: WatchApplicationsResponse.self)
    let request = WatchApplicationsRequest.with {
      $0.applicationID = application
      $0.resumeAfter = after
    }
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { [office] in
        do {
          try await office.watchApplications(request, citizen) { continuation.yield($0) }
          continuation.finish()
        } catch {
          continuation.finish(throwing: error)
        }
      }
      var events = Events(iterator: stream.makeAsyncIterator())
      let result = await Result { try await body(&events) }
      group.cancelAll()
      return try result.get()
    }
  }
}

extension Result where Failure == any Error {
  /// What an asynchronous body returns or throws.
  fileprivate init(_ body: () async throws -> Success) async {
    do {
      self = .success(try await body())
    } catch {
      self = .failure(error)
    }
  }
}
