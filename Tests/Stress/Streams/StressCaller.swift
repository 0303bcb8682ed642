internal import BenchCalls
internal import BenchCallsService
internal import LintasProtobuf
internal import LintasRPC
internal import LintasTransport

/// A caller who makes one call after the other, each of another kind and with another end.
struct StressCaller {
  let client: CallsClient
  let channel: Channel
  let tally: StressTally
  let canceller: ForeignCanceller
  let seed: UInt64
  let isOnLoop: Bool

  /// A call that takes longer has waited for something that does not come by itself.
  private static let patience = Duration.seconds(20)

  /// Calls until so many messages have arrived in all.
  func live(until messages: Int, halfway: ProcessFigures.Mark) async {
    var random = SeededGenerator(seed: seed)
    while tally.messages < messages {
      if tally.messages > messages / 2 { halfway.note() }
      let visit = StressVisit(&random)
      let canceller = canceller
      let task = Task {
        isOnLoop ? await channel.run { await perform(visit) } : await perform(visit)
      }
      if visit.ending == .task { canceller.offer { task.cancel() } }
      await task.value
    }
  }

  private nonisolated(nonsending) func perform(_ visit: StressVisit) async {
    let start = ContinuousClock.now
    tally.note(visit, of: seed)
    defer {
      tally.note(nil, of: seed)
      let time = start.duration(to: .now)
      if time > Self.patience { tally.fault("\(visit) took \(time)") }
    }
    do {
      switch visit.kind {
      case .exchange: try await exchange(visit)
      case .upload: try await upload(visit)
      case .download: try await download(visit)
      }
      tally.call(well: true)
    } catch {
      tally.call(well: false)
      if !visit.excuses(error) { tally.fault("\(visit) ended with \(error)") }
    }
  }

  private nonisolated(nonsending) func exchange(_ visit: StressVisit) async throws {
    let call = client.exchange(options: visit.options)
    if visit.ending == .foreignThread { canceller.offer { call.cancel() } }
    async let sent: Void = {
      for number in 0..<visit.messages {
        guard try await call.requests.write(visit.chunk(number)) else { return }
      }
      try await call.requests.finish()
    }()
    var count = 0
    do {
      for try await chunk in call.responses {
        tally.message()
        StressChunk.check(chunk, number: count, tally)
        count += 1
        if visit.ending == .reader && count >= visit.place {
          call.cancel()
          break
        }
      }
    } catch {
      _ = try? await sent
      throw error
    }
    // The writer of a call that is cancelled is told so.
    if visit.ending == .reader {
      _ = try? await sent
    } else {
      try await sent
    }
    visit.expect(count, tally)
  }

  private nonisolated(nonsending) func upload(_ visit: StressVisit) async throws {
    let call = client.upload(options: visit.options)
    if visit.ending == .foreignThread { canceller.offer { call.cancel() } }
    for number in 0..<visit.messages {
      if visit.ending == .reader && number >= visit.place {
        call.cancel()
        return
      }
      guard try await call.write(visit.chunk(number)) else { break }
    }
    visit.expect(Int(try await call.finish().chunks), tally)
  }

  private nonisolated(nonsending) func download(_ visit: StressVisit) async throws {
    let (chunks, size) = (UInt32(visit.messages), UInt32(visit.size))
    let request = DownloadRequest.with {
      $0.chunks = chunks
      $0.size = size
    }
    var count = 0
    for try await chunk in client.download(request, options: visit.options) {
      tally.message()
      StressChunk.check(chunk, number: count, tally)
      count += 1
      if visit.ending == .reader && count >= visit.place { return }
    }
    visit.expect(count, tally)
  }
}
