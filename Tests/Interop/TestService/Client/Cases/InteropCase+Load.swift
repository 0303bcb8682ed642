internal import InteropMessages
internal import InteropServices
internal import LintasProtobuf
internal import LintasRPC

extension InteropCase {
  /// Many calls at once, and calls for a long time.
  static let loadCases = [
    InteropCase("concurrent_large_unary") { bed in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<1000 { group.addTask { try await TestBed.largeUnary(bed.service) } }
        try await group.waitForAll()
      }
    },
    InteropCase("rpc_soak") { bed in
      try await soak(bed) {
        try await call($0, of: bed.soak)
      } channel: {
        bed.channel
      }
    },
    InteropCase("channel_soak") { bed in
      try await soak(bed) { channel in
        defer { channel.close() }
        try await call(channel, of: bed.soak)
      } channel: {
        try bed.anotherChannel()
      }
    },
    // One channel, the large call again and again, with a pause that the flags give.
    InteropCase("long_lived_channel") { bed in
      let channel = try bed.anotherChannel()
      defer { channel.close() }
      for _ in 0..<bed.soak.iterations {
        try await TestBed.largeUnary(TestClient(channel: channel))
        try await Task.sleep(for: .milliseconds(bed.soak.interval))
      }
    },
  ]

  @Sendable private static func call(_ channel: Channel, of soak: SoakFlags) async throws {
    let request = SimpleRequest.with {
      $0.responseSize = soak.responseBytes
      $0.payload = TestBed.payload(Int(soak.requestBytes))
    }
    try await TestBed.largeUnary(TestClient(channel: channel), request: request)
  }

  /// Repeats a call, and counts those that fail and those that are late.
  private static func soak(
    _ bed: TestBed, _ call: @escaping @Sendable (Channel) async throws -> Void,
    channel: @escaping @Sendable () throws -> Channel
  ) async throws {
    let flags = bed.soak
    let end = ContinuousClock.now + .seconds(flags.timeout)
    let failures = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<flags.callers {
        group.addTask {
          var failures: [String] = []
          for number in 0..<flags.iterations {
            let start = ContinuousClock.now
            guard start < end else {
              throw CaseFailure("after \(flags.timeout) s there were \(number) calls")
            }
            do { try await call(try channel()) } catch { failures.append("\(error)") }
            let latency = (ContinuousClock.now - start).milliseconds
            if latency > flags.latency { failures.append("a call took \(latency) ms") }
            try await Task.sleep(until: start + .milliseconds(flags.interval))
          }
          return failures
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    guard failures.count <= flags.mostFailures else {
      throw CaseFailure("\(failures.count) failures, the first: \(failures[0])")
    }
  }
}
